"""The parts of a letter, found by their labels and by where they stand."""
