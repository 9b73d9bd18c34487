"""Keeping known images: one SQLite file as the embedded default, behind a small interface."""
