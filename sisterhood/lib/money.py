"""Money as people read it, on pages, in tables and on paper."""


def yuan(cents: int | None) -> str:
    """123450 → 1,234.50, with a sign where it is below nothing; "" for None."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"
