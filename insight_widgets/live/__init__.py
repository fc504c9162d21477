"""Training curves that grow: logged from a training loop, or read from a log that is being written."""
