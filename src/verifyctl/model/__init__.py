"""What is passed around: frozen, strict types without input or output."""
