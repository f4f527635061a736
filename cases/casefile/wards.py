"""Sealed matters whose names and story open by leave of their own, whoever owns or borrowed them; a registry.

The folder that knows such matters enrols two questions. `layers` asks the first and takes names and narrative away
while nobody has given leave; card, masked page and every act stay as they are. The second judges words that such a
matter must not keep.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile import reading
from cases.casefile.models import Case
from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Scope

SHUT = _("This is a matter of a child. Names and story open only after a leader has given leave to read.")
ABOUT_ADULT = "about_adult"


@dataclass(frozen=True)
class Words:
    """What was found in a text: words that are refused, and words that may speak of an adult."""

    refused: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


Asks = Callable[[Collection[UUID], Scope], dict[UUID, UUID | None]]
Judges = Callable[[str], Words]
_enrolled: list[tuple[Asks, Judges]] = []


def enrol(asks: Asks, judges: Judges) -> None:
    """Called once when the app is ready. `asks`: of sealed matters those that need leave, each with the live grant."""
    _enrolled.append((asks, judges))


def grants(cases: Collection[Case], scope: Scope) -> dict[UUID, UUID | None]:
    """Those of these matters that need leave to read, each with what stands for this reader now, or None.

    What she reads in an emergency needs none: others were told, and one of them looks at it afterwards.
    """
    sealed = [case.pk for case in cases if case.is_sealed and case.pk not in reading.readings(scope)]
    found: dict[UUID, UUID | None] = {}
    for asks, _judges in _enrolled if sealed else ():
        found |= asks(sealed, scope)
    return found


def is_shut(case: Case, scope: Scope | None = None) -> bool:
    """Whether names and story are shut to this reader, the one of the running scope when nobody is named."""
    reader = scope or rest.current()
    return reader is not None and grants([case], reader).get(case.pk, case.pk) is None


def refuse_shut(case: Case) -> None:
    """Raises Refusal with the sentence where she is, for whatever puts names or story into other words."""
    if is_shut(case):
        raise Refusal("shut", SHUT)


def judge(text: str) -> Words:
    """The words of a text that a matter of this kind does not keep."""
    found = [judges(text) for _asks, judges in _enrolled]
    return Words(
        tuple(word for each in found for word in each.refused),
        tuple(word for each in found for word in each.warned),
    )


def _needs_care(case: Case) -> bool:
    reader = rest.current()
    return reader is not None and case.pk in grants([case], reader)


def refused_sentence(words: Collection[str]) -> object:
    """Why a text does not stay, with its words."""
    return _("“%(words)s” is a record that the law seals for children. It is never written down here.") % {
        "words": "”“".join(words)
    }


def refuse_words(case: Case, texts: Mapping[str, str], *, needs_care: bool | None = None) -> None:
    """Raises Refusal, by the name of the text, for words that are never kept in such a matter; the net under the forms.

    `needs_care`: said by whoever knows it although the writer does not open the matter.
    """
    for name, text in texts.items():
        words = judge(text).refused if text else ()
        if words and (_needs_care(case) if needs_care is None else needs_care):
            raise Refusal(name, refused_sentence(words))


def check_form(form: forms.Form, case: Case | None, *, needs_care: bool | None = None) -> None:
    """The sentence beside each text of a sent form; what was typed stays. Words of an adult's record need one tick."""
    texts = {
        name: str(form[name].value() or "")
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.RegexField)
    }
    found = {name: words for name, text in texts.items() if (words := judge(text)) != Words()}
    if case is None or not found or not (_needs_care(case) if needs_care is None else needs_care):
        return
    is_adults = form.data.get(form.add_prefix(ABOUT_ADULT)) == "on"
    for name, words in found.items():
        if words.refused:
            form.add_error(name, _text(refused_sentence(words.refused)))
        elif not is_adults:
            form.add_error(name, _text(_warned_sentence(words.warned)))
    if any(words.warned for words in found.values()):
        label = _("These words speak of an adult, not of the child")
        form.fields[ABOUT_ADULT] = forms.BooleanField(label=label, required=False)


def _warned_sentence(words: Collection[str]) -> object:
    return _(
        "“%(words)s”: of a child this is sealed by law and not written down here. If it speaks of an adult, tick so below."
    ) % {"words": "”“".join(words)}


def _text(sentence: object) -> Any:
    return str(sentence)
