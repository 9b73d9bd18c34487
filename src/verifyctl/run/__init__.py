"""Running it: isolated workers, the pipeline for one piece of evidence, batches and their journal."""
