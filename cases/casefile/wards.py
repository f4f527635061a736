"""Sealed matters whose names and story open by a leave of their own, whoever owns or borrowed them; a registry.

The folder that knows such matters enrols one question. `layers` asks it and takes names and narrative away while
nobody has given leave; card, masked page and every act stay as they are. Of the words a matter must not keep it
asks the same folder.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Scope

Asks = Callable[[Collection[UUID], Scope], dict[UUID, UUID | None]]
SHUT = _("This is a matter of a child. Names and story open only after a leader has given leave to read.")
_asks: list[Asks] = []


def enrol(asks: Asks) -> None:
    """Called once when the app is ready; answers, of sealed matters, those that need leave and the live leave."""
    _asks.append(asks)


def grants(cases: Collection[Case], scope: Scope) -> dict[UUID, UUID | None]:
    """Those of these matters that need leave to read, each with what stands for this reader now, or None."""
    sealed = [case.pk for case in cases if case.is_sealed]
    found: dict[UUID, UUID | None] = {}
    for asks in _asks if sealed else ():
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
