"""Pages for people: one verdict as a page, a run as a list. Self-contained files that load nothing."""
