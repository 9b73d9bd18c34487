"""The only code that opens evidence: bounded reading, digests, formats, pixels."""
