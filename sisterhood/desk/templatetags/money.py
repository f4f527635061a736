"""Money and means as people read them. Built in everywhere."""

from django import template

register = template.Library()


@register.filter
def yuan(cents: int | None) -> str:
    """123450 → 1,234.50, with a sign where it is below nothing; "" for None."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}"


@register.filter
def tenths(number: int) -> str:
    """A number of tenths with one decimal."""
    return f"{number / 10:.1f}"
