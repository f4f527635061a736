"""A form that comes back says so beside the field, points at it, and has lost nothing."""

import re

import pytest
from django import forms
from django.core.management.base import CommandError
from django.template.loader import render_to_string

from sisterhood.management.commands.build_icons import sprite, used


class Every(forms.Form):
    """One field of each kind that the parts know."""

    words = forms.CharField(help_text="hint of words", min_length=99)
    story = forms.CharField(widget=forms.Textarea, help_text="hint of story")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    safety = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="ask")
    agrees = forms.BooleanField(help_text="read it back")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


TYPED = {"words": "<b>too & </b>", "kind": "zzz", "day": "never"}


def _field(form: forms.Form, name: str) -> str:
    return render_to_string("parts/_field.html", {"field": form[name]})


@pytest.mark.parametrize("name", list(Every.base_fields))
def test_an_error_stands_above_its_control_and_is_read_with_it(name):
    form = Every(TYPED)
    text = _field(form, name)
    error = str(form.errors[name][0])
    assert text.index(error.split("“")[0][:6]) < re.search(r"<(input|select|textarea)", text).start()
    pointed = re.search(r'aria-describedby="([^"]+)"', text)
    assert pointed
    for target in pointed[1].split():
        assert text.count(f'id="{target}"') == 1


@pytest.mark.parametrize("name", list(Every.base_fields))
def test_every_control_has_a_name_and_no_name_is_used_twice(name):
    text = _field(Every(TYPED), name)
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names))
    assert "<legend" in text or "<label" in text


def test_what_she_typed_comes_back_and_stays_text():
    text = _field(Every(TYPED), "words")
    assert "&lt;b&gt;too &amp; &lt;/b&gt;" in text and "<b>too" not in text


def test_the_summary_links_to_a_control_for_every_error():
    form = Every(TYPED)
    summary = render_to_string("parts/_error_summary.html", {"form": form})
    page = "".join(_field(form, name) for name in form.fields)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == len(form.errors) == len(Every.base_fields)
    for target in targets:
        assert f'id="{target}"' in page, target
    assert 'role="alert"' in summary and 'tabindex="-1"' in summary


def test_a_form_without_errors_has_no_summary():
    assert "role=" not in render_to_string("parts/_error_summary.html", {"form": Every()})


def test_a_clock_says_its_words_before_it_draws_its_bar():
    face = {"words": "剩 3 天", "colour": "orange", "used": 62, "provisional": True}
    text = render_to_string("parts/_clock_pill.html", {"face": face})
    assert text.index("剩 3 天") < text.index("<svg") and 'width="62"' in text
    assert "<svg" not in render_to_string("parts/_clock_pill.html", {"face": None})


def test_every_icon_of_the_pages_exists_and_an_unknown_one_fails():
    assert sprite(used()).count("<symbol") == len(used()) >= 20
    with pytest.raises(CommandError, match="no-such-picture"):
        sprite({"no-such-picture"})
