"""Drawing of the synthetic specimens in this folder."""
