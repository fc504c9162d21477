"""Exit statuses of the command line."""

OK, FAILED, WRONG_USAGE, BROKEN, INTERRUPTED = 0, 1, 2, 3, 130
"""Read; an error; wrong usage; read, but a limit of `check` does not hold; interrupted."""
