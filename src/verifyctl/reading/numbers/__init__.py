"""Reading numbers: strips of a page, a small network, and when to believe it."""
