"""困境妇女儿童 and 结对帮扶: whoever is helped, and a pairing with a child. A table."""

from datetime import timedelta
from itertools import count
from typing import Any

from network.access.reach import Reach
from network.access.roles import ROLES
from network.staff.models import User
from outreach.beneficiaries import verbs as people
from outreach.beneficiaries.models import Beneficiary
from outreach.beneficiaries.states import BENEFICIARY
from outreach.pairings import verbs
from outreach.pairings.models import SupportPairing
from outreach.pairings.states import PAIRING
from outreach.supporters import verbs as supporters
from outreach.supporters.models import Supporter
from sisterhood.lib import clock
from tests.house import House, acting
from tests.machines.walker import NOTHING, Hers, Machine, Road, Standing, Verb, Walk
from tests.pairings import told
from tests.pairings.told import OFFICER, TOWN, VILLAGE, does

SEEN = frozenset({"role", "not_yours", "gone"})
PUTS_FORWARD = frozenset(role for role, row in ROLES.items() if "propose_beneficiary" in row.may)
PAIRS = frozenset(role for role, row in ROLES.items() if "keep_pairing" in row.may)
_serial = count(1)


def _name() -> str:
    return f"乌兰{'梅兰竹菊'[next(_serial) % 4]}{next(_serial)}"


def _helped(*then: Any) -> Road:
    def walk(_house: House) -> Standing:
        row = told.put_forward(_name())
        for by, verb, facts in then:
            does(by, verb, row.pk, **facts)
        return Standing(row.pk)

    return walk


def _on(verb: Any, **facts: Any) -> Verb:
    return lambda standing, user: verb(standing.row, by=user, **facts)


def _puts_forward(_standing: Standing, user: User) -> Any:
    facts = told.FACTS | {"born_on": told.years_ago(9), "source_on": clock.today()}
    more = {"guardian": told.GUARDIAN, "guardian_phone": "", "needs": [], "consent_how": "signed"}
    return people.propose_beneficiary(
        told.village(), name=_name(), facts=facts, consented_on=clock.today(), by=user, **more
    )


def _looks_again(standing: Standing, user: User) -> Any:
    return people.review_beneficiary(standing.row, source="school", source_on=clock.today(), by=user)


def _in_her_village(walk: Walk, hers: Hers) -> None:
    """At exactly her unit, where her post reaches no further."""
    own = Reach.UNIT in ROLES[hers.role].may.get("review_beneficiary", ())
    unit = hers.unit.pk if own else told.village().pk
    walk.on_rows("update outreach_beneficiary set unit_id = %s where id = any(%s)", unit)


BENEFICIARY_MACHINE = Machine(
    name="beneficiary",
    table=BENEFICIARY,
    drawn=("helping.md", 0),
    model=Beneficiary,
    begins={"propose_beneficiary": PUTS_FORWARD},
    roads={
        NOTHING: lambda _house: Standing(None),
        "proposed": _helped(),
        "confirmed": _helped((OFFICER, people.confirm_beneficiary, {})),
        "refused": _helped((OFFICER, people.refuse_beneficiary, {})),
        "ended": _helped((VILLAGE, people.end_beneficiary, {"why": "moved"})),
    },
    steps={
        "propose_beneficiary": _puts_forward,
        "confirm_beneficiary": _on(people.confirm_beneficiary),
        "refuse_beneficiary": _on(people.refuse_beneficiary),
        "review_beneficiary": _looks_again,
        "end_beneficiary": _on(people.end_beneficiary, why="moved"),
    },
    hand=_in_her_village,
    reasons=SEEN,
)


def _mother() -> Supporter:
    """Of the township, with a check that holds."""
    row = told.volunteer(name=_name(), username="")
    facts = {"kind": "caring_mother", "name": _name(), "phone": "", "organisation": "", "volunteer": row}
    facts |= {"consented_on": clock.today(), "consent_how": "signed"}
    return does(TOWN, supporters.enter_supporter, told.town(), **facts)


def _signed() -> dict[str, Any]:
    return {
        "agreed_on": clock.today(),
        "agreed_how": "signed",
        "guardian_agreed": True,
        "photos_agreed": False,
    }


def _pairing(tell: Any, *then: Any) -> Road:
    def walk(_house: House) -> Standing:
        row = tell(_mother(), told.child(_name()))
        for verb, facts in then:
            does(TOWN, verb, row.pk, **facts)
        return Standing(row.pk)

    return walk


def _checked(who: Supporter, whom: Beneficiary) -> SupportPairing:
    row = told.proposed(who, whom)
    return does(OFFICER, verbs.check_pairing, row.pk)


def _proposes(_standing: Standing, user: User) -> Any:
    with acting(TOWN):
        whom = Beneficiary.objects.filter(state="confirmed").first()
        who = Supporter.objects.exclude(pairings__beneficiary=whom).first()
    assert whom is not None and who is not None
    with acting(user.username):
        ends_on = clock.today() + timedelta(days=90)
        return verbs.propose_pairing(
            whom, supporter=who, kind="caring_mother", commitments=["visit"], ends_on=ends_on, by=user
        )


def _agrees(standing: Standing, user: User) -> Any:
    return verbs.agree_pairing(standing.row, by=user, **_signed())


_ENDED = (verbs.end_pairing, {"why": "moved"})
PAIRING_MACHINE = Machine(
    name="pairing",
    table=PAIRING,
    drawn=("helping.md", 1),
    model=SupportPairing,
    begins={"propose_pairing": PAIRS},
    roads={
        NOTHING: lambda _house: Standing(None),
        "proposed": _pairing(told.proposed),
        "checked": _pairing(_checked),
        "agreed": _pairing(told.agreed),
        "active": _pairing(told.running),
        "paused": _pairing(told.running, (verbs.pause_pairing, {})),
        "ended": _pairing(told.running, _ENDED),
        "evaluated": _pairing(
            told.running, _ENDED, (verbs.evaluate_pairing, {"said": "helped", "said_by": "guardian"})
        ),
    },
    steps={
        "propose_pairing": _proposes,
        "check_pairing": _on(verbs.check_pairing),
        "agree_pairing": _agrees,
        "begin_pairing": _on(verbs.begin_pairing),
        "pause_pairing": _on(verbs.pause_pairing),
        "resume_pairing": _on(verbs.resume_pairing),
        "end_pairing": _on(verbs.end_pairing, why="moved"),
        "evaluate_pairing": _on(verbs.evaluate_pairing, said="helped", said_by="self"),
    },
    hand=lambda _walk, _hers: None,
    reasons=SEEN,
)
