"""检举控告 (信访工作条例 art. 22(2), 30): stories and verbs. A table. Whoever reads one was named, whatever her post."""

from typing import Any
from uuid import UUID

from cases.accusations import verbs
from cases.accusations.models import Accusation
from cases.accusations.states import ACCUSATION
from cases.petitions.intake import register
from cases.petitions.told import Contact, Intake, Named
from network.access.roles import roles_that
from network.staff.models import User
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.accusations import stories as told
from tests.house import House
from tests.machines.hands import NOTE, said
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk

REFER = {"organ": "city", "referred_on": clock.today, "receipt": told.RECEIPT, "told_how": "safe_way"}
RESULT = {"result_on": clock.today, "result": told.RESULT}
_REFERRED = (verbs.refer, REFER)


def _road(*steps: tuple[Any, dict[str, Any]]) -> Road:
    """Registered by a station head; wu and bai read it, wu acts."""

    def walk(house: House) -> Standing:
        if house.raw("select count(*) from cases_listedreader") == [(0,)]:
            told.furnish(house)
        kept = told.accuse("he", told.unit_of(cast.WOHU_TOWN, 3), told.ACCUSED)
        for verb, facts in steps:
            told.does("wu", verb, kept, **said(facts))
        return Standing(kept.pk)

    return walk


def _on(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(Accusation(pk=standing.row), by=user, **said(facts))


def _registers(_standing: Standing, user: User) -> UUID:
    post = user.appointments.select_related("unit").first()
    assert post is not None
    intake = Intake(
        channel="visit",
        safety="safe",
        nature="accusation",
        request=told.REQUEST,
        facts=told.STORY,
        received_on=clock.today(),
        petitioner=Named(name=told.NAME, phone=told.PHONE),
        contact=Contact(may_call=True),
        accused_unit=told.unit_of(cast.WOHU_TOWN, 3),
    )
    return register(intake, unit=post.unit, by=user).pk


def _named(walk: Walk, hers: Hers) -> None:
    """Her seat, where her post may read; else somebody else sits there."""
    may = hers.role in roles_that("read_accusation")
    reader = hers.user.pk if may else walk.seats.cast("wu").user.pk
    walk.on_rows(
        "update cases_accusationreader set user_id = %s where seat = 1 and until_at is null"
        " and accusation_id = any(%s)",
        reader,
    )


MACHINE = Machine(
    name="accusation",
    table=ACCUSATION,
    drawn=("accusation.md", 0),
    model=Accusation,
    means={"reader": frozenset(roles_that("read_accusation"))},
    begins={"register": frozenset(roles_that("register"))},
    hand=_named,
    roads={
        NOTHING: lambda _house: Standing(None),
        "registered": _road(),
        "referred": _road(_REFERRED),
        "guided": _road((verbs.guide, {"note": NOTE})),
        "declined": _road((verbs.decline, {"note": NOTE})),
        "answered": _road(_REFERRED, (verbs.record_result, RESULT)),
        "closed": _road((verbs.decline, {"note": NOTE}), (verbs.close, {"told_how": "in_person"})),
    },
    steps={
        "register": _registers,
        "refer": _on(verbs.refer, **REFER),
        "guide": _on(verbs.guide, note=NOTE),
        "decline": _on(verbs.decline, note=NOTE),
        "record_result": _on(verbs.record_result, **RESULT),
        "close": _on(verbs.close, told_how="in_person"),
        "note_retaliation": _on(verbs.note_retaliation, note=NOTE),
    },
    # For whoever does not read it there is none; a closed one says so itself.
    reasons=frozenset({"role", "not_yours", "gone", "closed"}),
)
