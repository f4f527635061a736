"""What the hostile house holds of families: a note whose writer may not read it any more, a file, a friendly visit."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from cases.support import noting, opening, visiting
from sisterhood.lib import clock
from tests.hostile.words import Mark
from tests.house import House, acting, person

OVER = "set author_until = now() - interval '1 minute' where id = %s"


def acts(username: str, verb: Any, *args: Any, **kwargs: Any) -> Any:
    """Somebody of the cast runs a verb that is not about a matter."""
    with acting(username) as (user, _scope):
        return verb(*args, by=user, **kwargs)


def _noted(mark: Mark, hamlet: Any) -> UUID:
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today()}
    told |= {"family": mark.plants("family"), "what": mark.plants("concern"), "told_family": True}
    note: UUID = acts("he", noting.note_concern, hamlet, **told).pk
    return note


def _filed(mark: Mark, note: UUID) -> UUID:
    """Three people opened it; its worker is of the township."""
    today = clock.today()
    acts("tian", noting.review_note, note, no_conflict=True, note="")
    told = {"purpose": "livelihood", "basis": "consent", "worker": person("shi"), "notice_on": today}
    told |= {"family": mark.plants("family"), "evidence": mark.plants("evidence_of_file")}
    told |= {"review_on": today + timedelta(days=30), "ends_on": today + timedelta(days=200)}
    file: UUID = acts("lin", opening.propose_file, note, lighter=mark.plants("lighter"), **told).pk
    acts("bai", opening.sign_file, file, necessary=True)
    acts("gao", opening.approve_file, file)
    return file


def planted(house: House, fresh: Mark, old: Mark) -> Iterator[tuple[str, UUID]]:
    """Addresses with their rows; what is `old` its writer may not read any more."""
    hamlet = person("he").appointments.get().unit
    note = _noted(fresh, hamlet)
    yield "support_note", note
    yield "support_file", _filed(fresh, note)
    gone = _noted(old, hamlet)
    house.raw(f"update cases_concernnote {OVER}", [gone])
    yield "support_note", gone
    visit = acts("he", visiting.ask_visit, hamlet, family=old.plants("visit")).pk
    house.raw(f"update cases_outreachvisit {OVER}", [visit])
    yield "support_visit", visit
