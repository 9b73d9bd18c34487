"""Collectors of facts, one file a stage. They know nothing of the claim and never import each other."""
