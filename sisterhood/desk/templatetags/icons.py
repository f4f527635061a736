"""`{% icon "phone" %}`: one symbol of the sprite that `build_icons` cut."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Decoration only: the word beside it says what it means."""
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("sprite.svg"),
        name,
    )
