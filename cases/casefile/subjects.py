"""How a case answers the deadlines engine, which does not know what a case is."""


def enrol() -> None:
    """Fill the registry of subjects; called once when the app is ready."""
