"""The code of a return slip: twelve digits for one letter, kept by us as a keyed hash alone, good until a day."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.casefile.vault import keyring
from cases.referrals.frame import on
from cases.referrals.models import IntroductionLetter
from cases.vocabulary.papers import PaperState
from cases.vocabulary.services import SlipWay
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib import clock

DIGITS = 12
LIVE = (PaperState.ISSUED, PaperState.DELIVERED)


def fresh() -> str:
    """A code nobody can guess: ten wrong ones an hour are looked at, of a million million."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def grouped(code: str) -> str:
    """As it is shown: 1234 5678 9012."""
    return " ".join(code[n : n + 4] for n in range(0, DIGITS, 4))


def plain(text: str) -> str:
    """The digits of what was typed, full-width ones too; "" when they are not twelve."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")
    return digits if len(digits) == DIGITS else ""


def mark(reference: str, code: str) -> bytes:
    """What is kept of a code: bound to its letter, and never made without the key file."""
    found = keyring().blind_index("slip_code", f"{reference}|{code}")
    assert found is not None, "a code has digits"
    return found


def give_slip_code(
    case: Case, *, row: UUID, how: str, by: User, at: datetime | None = None
) -> tuple[IntroductionLetter, str]:
    """A new code for the valid letter of a referral, shown once; it replaces the one before.

    Raises Refusal when the letter does not count, or its slip has come back already.
    """
    with on(case, row, "give_slip_code", by=by, at=at) as line:
        letters = line.row.letters.select_related("document").filter(document__state__in=LIVE)
        letter = letters.first()
        if letter is None:
            raise Refusal("letter", _("There is no valid letter. Issue one first."))
        if letter.used_at is not None:
            raise Refusal("letter", _("The slip of this letter has come back already."))
        code = fresh()
        until = line.s.today + timedelta(days=calculator.length_of("referral.slip", on=line.s.today))
        letter.mark, letter.code_how = mark(letter.reference, code), SlipWay(how)
        letter.code_given_at, letter.code_given_by = line.s.at, by
        letter.code_until = clock.end_of_day(until)
        letter.save()
        line.done(detail={"how": letter.code_how})
        detail = {"what": "slip_code", "how": letter.code_how}
        record.event(Action.GRANT, by=by, subject=line.s.subject, unit_id=line.s.case.unit_id, detail=detail)
        return letter, code
