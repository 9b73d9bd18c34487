"""From findings to statuses, contradictions, the outcome and its sentences."""
