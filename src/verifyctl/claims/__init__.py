"""Claim files: a position-keeping loader, every mistake at once, templates to fill in."""
