"""Pictures of the house: `{% icon "phone" %}` from the sprite that `build_icons` cut, `{% hua %}` the paper-cut."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_SHAPE = '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'


@register.simple_tag
def icon(name: str) -> SafeString:
    """Decoration only: the word beside it says what it means."""
    return format_html(_SHAPE, "i", static("sprite.svg"), name)


@register.simple_tag
def hua(name: str = "hua") -> SafeString:
    """The paper-cut window flower in the colour of the text round it; `name` is its CSS class."""
    return format_html(_SHAPE, name, static("img/hua.svg"), "hua")
