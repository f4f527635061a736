"""The phone without a signal: the worker of the empty shell, the shell itself, and what its scripts say."""
