"""The command line: one file a command, loaded when called. Only here is anything printed, or the environment read."""
