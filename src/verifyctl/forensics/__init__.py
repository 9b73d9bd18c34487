"""Tests of the pixels, and whether a copy can be tested at all. None of them says what a picture is worth."""
