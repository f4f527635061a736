"""Money and means as people read them. Built in everywhere."""

from django import template

from sisterhood.lib import money

register = template.Library()


register.filter(money.yuan)


@register.filter
def tenths(number: int) -> str:
    """A number of tenths with one decimal."""
    return f"{number / 10:.1f}"
