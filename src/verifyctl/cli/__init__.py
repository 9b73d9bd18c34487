"""The command line: one file a command, loaded when called; the only place that prints, reads the environment or exits."""
