"""Dates on letters: from texts, and from what the text engine and the number reader saw on a page."""
