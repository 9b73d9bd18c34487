"""Known images: descriptors, the store, the search."""
