"""Getting pictures and hashes in and out: manifests, records a line each, hash lists of other tools."""
