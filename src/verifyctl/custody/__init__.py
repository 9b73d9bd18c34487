"""The seal of a verdict and its checking."""
