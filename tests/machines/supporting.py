"""家庭关爱服务 (domain.md §6.5): notes, files, visits and talks. A table.

Everybody near the family sits on one line of units, so that only worker and visitor change hands.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cases.support import education, noting, objecting, opening, reviewing, switches, visiting
from cases.support.models import ConcernNote, EducationSession, FamilySupportFile, OutreachVisit
from cases.support.states import CONCERN, EDUCATION, FILE, OUTREACH
from network.staff.models import User
from sisterhood.lib import clock
from tests.house import House, acting, person
from tests.machines.hands import NOTE, Tale, on_matter, on_row, said, then
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.support import conftest as told
from tests.support import test_education as talks
from tests.support.conftest import acts

NEAR = frozenset({"station_head", "village_chair", "volunteer"})
WORKS = frozenset({"county_officer", "township_chair", "executive_member"})
HERE = frozenset({"county_leader", "county_officer", "township_chair"})
SEEN = frozenset({"role", "not_yours", "gone"})


def _on_in(_house: House) -> None:
    with acting("gao"):
        known = switches.counties_on()
    if not known:
        told.switched()


def _road(tell: Callable[[], Any], *more: tuple[str, Any, dict[str, Any]]) -> Road:
    """A row of support, and what somebody does with it next."""

    def walk(house: House) -> Standing:
        _on_in(house)
        row = tell()
        for who, verb, facts in more:
            acts(who, verb, row.pk, **said(facts))
        return Standing(row.pk)

    return walk


def _on(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(standing.row, by=user, **said(facts))


def _at_home(verb: Any, **facts: Any) -> Verb:
    """At her own unit."""

    def run(_standing: Standing, user: User) -> Any:
        post = user.appointments.select_related("unit").first()
        assert post is not None
        return verb(post.unit, by=user, **said(facts))

    return run


def _nothing(house: House) -> Standing:
    _on_in(house)
    return Standing(None)


def _changes_nothing(_walk: Walk, _hers: Hers) -> None:
    """Whoever sits on the line finds what lies below her."""


CONCERN_FACTS = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today}
CONCERN_FACTS |= {"family": told.FAMILY, "what": told.WHAT, "told_family": True}


def _proposes(standing: Standing, user: User) -> Any:
    return opening.propose_file(standing.row, by=user, **told.terms())


CONCERN_MACHINE = Machine(
    name="concern note",
    table=CONCERN,
    drawn=("support.md", 0),
    model=ConcernNote,
    begins={"note_concern": NEAR},
    hand=_changes_nothing,
    roads={
        NOTHING: _nothing,
        "noted": _road(told.noted),
        "reviewed": _road(told.looked_at),
        "redirected": _road(told.looked_at, ("lin", noting.redirect_note, {"way": "relief", "note": NOTE})),
        "opened": _road(
            told.looked_at, ("lin", lambda pk, by: opening.propose_file(pk, by=by, **told.terms()), {})
        ),
        "dismissed": _road(told.looked_at, ("lin", noting.dismiss_note, {"note": NOTE})),
    },
    steps={
        "note_concern": _at_home(noting.note_concern, **CONCERN_FACTS),
        "review_note": _on(noting.review_note, no_conflict=True, note=NOTE),
        "step_aside": _on(noting.step_aside),
        "redirect_note": _on(noting.redirect_note, way="relief", note=NOTE),
        "propose_file": _proposes,
        "dismiss_note": _on(noting.dismiss_note, note=NOTE),
    },
    # From then on it does not exist for whoever stepped aside.
    hides=frozenset({"noted", "reviewed"}),
    reasons=SEEN,
)


def _ends(outcome: str) -> tuple[str, Any, dict[str, Any]]:
    return "tian", reviewing.write_review, {"outcome": outcome, "review": NOTE, "own_view": NOTE}


_LONGER = ("bai", reviewing.ask_longer, {"longer_until": lambda: clock.today() + timedelta(days=330)})
_OBJECTS = ("tian", objecting.take_objection, {"asked": NOTE, "received_on": clock.today})
_LIGHTER, _CLOSED = _ends("stepped_down"), ("gao", reviewing.end_file, {})


def _kept(*more: tuple[str, Any, dict[str, Any]]) -> Road:
    """Dark for longer than it is kept."""

    def walk(house: House) -> Standing:
        standing = _road(told.active, _LIGHTER, _CLOSED)(house)
        house.raw(
            "update cases_familysupportfile set restricted_at = restricted_at - interval '900 days' where id = %s",
            [standing.row],
        )
        for who, verb, facts in more:
            acts(who, verb, standing.row, **facts)
        return standing

    return walk


def _worked_by_her(walk: Walk, hers: Hers) -> None:
    """Her file, where her post may be a worker's; else somebody else's on the same line."""
    worker = hers if hers.role in WORKS else walk.seats.cast("tian")
    walk.on_rows("update cases_familysupportfile set worker_id = %s where id = any(%s)", worker.user.pk)


FILE_MACHINE = Machine(
    name="support file",
    table=FILE,
    drawn=("support.md", 1),
    model=FamilySupportFile,
    begins={"propose_file": frozenset({"county_officer"})},
    nobodys=frozenset({"darken_file"}),
    hand=_worked_by_her,
    roads={
        NOTHING: _road(told.looked_at),
        "proposed": _road(told.proposed),
        "signed": _road(told.signed),
        "refused": _road(told.proposed, ("bai", opening.refuse_file, {})),
        "active": _road(told.active),
        "active/give_notice": _road(lambda: told.active(notice_on=None, delay=NOTE)),
        "active/grant_longer": _road(told.active, _LONGER),
        "active/refuse_longer": _road(told.active, _LONGER),
        "reviewed": _road(told.active, _ends("continued")),
        "reviewed/end_file": _road(told.active, _LIGHTER),
        "paused": _road(told.active, _OBJECTS),
        "restricted": _road(told.active, _LIGHTER, _CLOSED),
        "restricted/propose_destruction": _kept(),
        "restricted/destroy_file": _kept(("bai", reviewing.propose_destruction, {})),
        "destroyed": _kept(("bai", reviewing.propose_destruction, {}), ("gao", reviewing.destroy_file, {})),
    },
    steps={
        "propose_file": _proposes,
        "sign_file": _on(opening.sign_file, necessary=True),
        "approve_file": _on(opening.approve_file),
        "refuse_file": _on(opening.refuse_file),
        "give_notice": _on(opening.give_notice, notice_on=clock.today),
        "name_worker": _on(opening.name_worker, worker=lambda: person("shi")),
        "write_review": _on(reviewing.write_review, outcome="continued", review=NOTE, own_view=NOTE),
        "continue_file": _on(reviewing.continue_file, review_on=lambda: clock.today() + timedelta(days=60)),
        "end_file": _on(reviewing.end_file),
        "return_review": _on(reviewing.return_review),
        "ask_longer": _on(reviewing.ask_longer, longer_until=lambda: clock.today() + timedelta(days=330)),
        "grant_longer": _on(reviewing.grant_longer),
        "refuse_longer": _on(reviewing.refuse_longer),
        "take_objection": _on(objecting.take_objection, asked=NOTE, received_on=clock.today),
        "accept_objection": _on(objecting.accept_objection, answer=NOTE),
        "answer_objection": _on(
            objecting.answer_objection, finding="corrected", answer=NOTE, correction=NOTE
        ),
        "propose_destruction": _on(reviewing.propose_destruction),
        "destroy_file": _on(reviewing.destroy_file),
    },
    # What is dark, paused or not hers to see does not exist for her.
    hides=frozenset({"restricted", "refused", "destroyed", "paused"}),
    reasons=SEEN,
)


def _visited_by_her(walk: Walk, hers: Hers) -> None:
    """Her visit, where her post may make one; and her file, where one is planned for it."""
    doer = hers if hers.role in NEAR | WORKS else walk.seats.cast("luo")
    walk.on_rows("update cases_outreachvisit set doer_id = %s where id = any(%s)", doer.user.pk)
    worker = hers if hers.role in WORKS else walk.seats.cast("tian")
    files = [each.more["file"] for each in walk.standing.values() if "file" in each.more]
    walk.seats.hands.execute(
        "update cases_familysupportfile set worker_id = %s where id = any(%s)", [worker.user.pk, files]
    )


def _active_file(house: House) -> Standing:
    _on_in(house)
    return Standing(None, None, {"file": told.active().pk})


def _plans(standing: Standing, user: User) -> Any:
    return visiting.plan_visit(standing.more["file"], doer=person("luo"), offers=["job"], by=user)


VISIT = {
    "visited_on": clock.today,
    "companion": "村妇联执委",
    "consented": True,
    "wanted": [],
    "comes_again": False,
}


def _asked() -> OutreachVisit:
    return acts("luo", visiting.ask_visit, told.home("luo"), family=told.FAMILY)


OUTREACH_MACHINE = Machine(
    name="outreach visit",
    table=OUTREACH,
    drawn=("support.md", 2),
    model=OutreachVisit,
    begins={"ask_visit": NEAR, "plan_visit": WORKS},
    hand=_visited_by_her,
    roads={
        NOTHING: _active_file,
        "asked": _road(_asked),
        "visited": _road(_asked, ("tian", visiting.record_outreach, VISIT)),
        "declined": _road(_asked, ("tian", visiting.decline_outreach, {})),
        "called_off": _road(_asked, ("tian", visiting.call_off_outreach, {})),
    },
    steps={
        "ask_visit": _at_home(visiting.ask_visit, family=told.FAMILY),
        "plan_visit": _plans,
        "record_outreach": _on(visiting.record_outreach, **VISIT),
        "decline_outreach": _on(visiting.decline_outreach),
        "call_off_outreach": _on(visiting.call_off_outreach),
    },
    reasons=SEEN,
)


def _talk(tell: Tale) -> Road:
    """A talk of a sealed matter, in a county that has switched the module on."""

    def walk(house: House) -> Standing:
        _on_in(house)
        case, row = tell()
        return Standing(row, case.pk)

    return walk


_checked = then(talks.planned, education.check_survivor, checked_on=clock.today, **talks.CHECK)
HOLD = {"held_on": clock.today, "without_her": True, "content": talks.CONTENT}
EDUCATION_MACHINE = Machine(
    name="education session",
    table=EDUCATION,
    drawn=("support.md", 3),
    model=EducationSession,
    begins={"plan_education": HERE},
    roads={
        NOTHING: _talk(lambda: (talks.screened(), None)),
        "planned": _talk(talks.planned),
        "checked": _talk(_checked),
        "held": _talk(then(_checked, education.hold_education, **HOLD)),
        "called_off": _talk(then(talks.planned, education.call_off_education, why=NOTE)),
    },
    steps={
        "plan_education": on_matter(education.plan_education, partner="police", planned_on=clock.today),
        "check_survivor": on_row(education.check_survivor, checked_on=clock.today, **talks.CHECK),
        "hold_education": on_row(education.hold_education, **HOLD),
        "call_off_education": on_row(education.call_off_education, why=NOTE),
    },
    # Before her safety was checked the verb says that, and nothing about states.
    reasons=frozenset({"role", "not_yours", "held_on"}),
)
