"""Money and means as people read them. Built in everywhere."""

from django import template

register = template.Library()


@register.filter
def yuan(cents: int | None) -> str:
    """Cents as yuan with two decimals; "" for nothing."""
    return "" if cents is None else f"{cents // 100:,}.{cents % 100:02d}"


@register.filter
def tenths(number: int) -> str:
    """A number of tenths with one decimal."""
    return f"{number / 10:.1f}"
