"""The code that opens the progress of a matter: sixteen digits in groups of four, kept by us as a keyed hash alone."""

import hmac
import secrets
import unicodedata
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import timeline
from cases.casefile.models import Case
from cases.casefile.vault import keyring
from cases.door.models import ReturnCode
from cases.people.models import SafeContact
from cases.vocabulary.intake import CodeWay
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib import clock

DIGITS = 16
_ALL = 10**DIGITS


def fresh() -> str:
    """A code nobody can guess: 53 bits."""
    return f"{secrets.randbelow(_ALL):0{DIGITS}d}"


def of_form(ident: str) -> str:
    """The code of a form by the form's own number: the same form sent twice shows the same code."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"public door code 1|{ident}".encode(), "sha256")
    return f"{int.from_bytes(drawn, 'big') % _ALL:0{DIGITS}d}"


def grouped(code: str) -> str:
    """As it is shown: 1234 5678 9012 3456."""
    return " ".join(code[n : n + 4] for n in range(0, DIGITS, 4))


def plain(text: str) -> str:
    """The digits of what was typed, full-width ones too; "" when they are not sixteen."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")
    return digits if len(digits) == DIGITS else ""


def mark(code: str) -> bytes:
    """What is kept of a code; it cannot be made without the key file."""
    found = keyring().blind_index("return_code", code)
    assert found is not None, "a code has digits"
    return found


@transaction.atomic
def keep(case: Case, code: str, *, how: str, by: User, at: datetime) -> None:
    """This code from now on; an earlier one opens nothing any more."""
    facts = {"mark": mark(code), "how": CodeWay(how), "given_by": by, "given_at": at}
    if not ReturnCode.objects.filter(pk=case.pk).update(**facts):
        ReturnCode(case=case, **facts).save(force_insert=True)


@transaction.atomic
def give_code(case: Case, *, how: str, by: User, at: datetime | None = None) -> str:
    """A new code for her, shown once; it replaces the one before.

    Raises Refusal for a matter in other hands, and for a way that her safe contact does not allow.
    """
    scope, at = rest.of(by), at or clock.now()
    locked = Case.objects.openable_by(scope).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if locked is None:
        raise Refusal("gone", _("This matter is no longer in your hands."))
    gate.require(scope, "give_code", locked)
    safe = SafeContact.objects.filter(case=locked).first()
    if how == CodeWay.LETTER and not (safe and safe.may_write):
        raise Refusal("how", _("She did not say that letters are safe. Give the code when she is here."))
    if how == CodeWay.PHONE and not (safe and safe.may_call):
        raise Refusal("how", _("She did not say that calls are safe. Give the code when she is here."))
    code = fresh()
    keep(locked, code, how=how, by=by, at=at)
    timeline.write(locked, "give_code", by=by, at=at, detail={"how": how})
    detail = {"what": "return_code", "how": how}
    record.event(Action.GRANT, by=by, subject=("case", locked.pk), unit_id=locked.unit_id, detail=detail)
    return code
