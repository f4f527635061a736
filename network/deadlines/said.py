"""Sentences that repeat a limit take its length from the row in force, at the moment they are read."""

from django.utils.functional import lazy

from network.deadlines.faces import length_words
from network.deadlines.models import CountIn
from network.deadlines.versions import in_force
from sisterhood.lib import clock


def _words(code: str) -> str:
    """How long a limit is today, in words; of pieces their number alone."""
    terms = in_force(code, on=clock.today())
    return str(terms.length) if terms.count_in == CountIn.PIECES else length_words(terms)


def _said(sentence: object, codes: dict[str, str]) -> str:
    return str(sentence) % {name: _words(code) for name, code in codes.items()}


words_of = lazy(_words, str)
_lazily = lazy(_said, str)


def said(sentence: object, **codes: str) -> str:
    """The sentence with a limit's length in each slot: `said(_("Undo within %(time)s."), time="petition.unmerge")`."""
    return _lazily(sentence, codes)
