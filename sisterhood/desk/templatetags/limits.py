"""How long a limit is today: {% limit "petition.notice" as time %}. Built in everywhere."""

from django import template

from network.deadlines.said import words_of

register = template.Library()


@register.simple_tag
def limit(code: str) -> str:
    """15 days, 5 working days, 24 hours; asked for when it is written."""
    return str(words_of(code))
