"""Registering a petition (信访工作条例 art. 19, 23(1)): the facts of an intake, and where it must go."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import sharing, timeline, transfers
from cases.casefile.models import Case, Narrative
from cases.casefile.numbering import number_for
from cases.casefile.vault import Vault, keyring
from cases.people.models import Person, SafeContact
from cases.petitions.models import Petition
from cases.vocabulary import (
    AccessSource,
    Category,
    Channel,
    Gender,
    MaritalStatus,
    Nature,
    PersonRole,
    Safety,
)
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

MAX_REPRESENTATIVES = 5  # 信访工作条例 art. 20(3)


@dataclass(frozen=True)
class Named:
    """A person as told at intake; every text may be empty."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    is_alias: bool = False
    gender: str = Gender.UNSAID
    birth_year: int | None = None
    marital_status: str = MaritalStatus.UNSAID


@dataclass(frozen=True)
class Contact:
    """How she may be reached; the default is not at all."""

    may_call: bool = False
    may_text: bool = False
    may_wechat: bool = False
    may_leave_message: bool = False
    may_write: bool = False
    code_word: str = ""
    hours: str = ""
    who_may_answer: str = ""


@dataclass(frozen=True)
class Intake:
    """What a registrar wrote down. `knows_other_side`: somebody on the local path knows the other side."""

    channel: str
    safety: str
    request: str
    facts: str
    received_on: date
    petitioner: Named = Named()
    contact: Contact = Contact()
    category: str = Category.GENERAL
    nature: str = Nature.APPEAL
    prior_steps: str = ""
    is_oral: bool = False
    read_back: bool = False
    group_size: int = 1
    representatives: tuple[Named, ...] = field(default=())
    respondent: Named | None = None
    knows_other_side: bool = False

    @property
    def is_sealed(self) -> bool:
        """Violence, children, danger, accusations, and anything routed around a person (architecture 4a)."""
        return self.safety != Safety.SAFE or self.nature == Nature.ACCUSATION or self.knows_other_side


def check(intake: Intake) -> None:
    """Minimum fields of art. 19 and 20(3); raises Refusal with the sentence for the form."""
    if not intake.request.strip():
        raise Refusal("request", _("Please write down what she asks for."))
    if intake.safety not in Safety.values:
        raise Refusal("safety", _("Please answer the safety question."))
    if intake.is_oral and not intake.read_back:
        raise Refusal("read_back", _("Read an oral petition back to her and tick that she agrees."))
    if len(intake.representatives) > MAX_REPRESENTATIVES:
        raise Refusal("representatives", _("A group names five representatives at most."))
    if intake.received_on > clock.today():
        raise Refusal("received_on", _("The day of receipt cannot lie in the future."))


@transaction.atomic
def register(intake: Intake, *, unit: Unit, by: User, at: datetime | None = None) -> Case:
    """Register a petition at the registrar's unit; a sealed one below the county goes to the county at once.

    Starts the written notice (15 days from receipt, art. 23(2)) and, in a hamlet or village, the 24 hours
    to pass it on. Raises Refusal with a sentence for the form.
    """
    scope = rest.of(by)
    gate.require(scope, "register")
    if unit.pk not in scope.units:
        raise Refusal("unit", _("You can register only at a unit where you hold a post."))
    check(intake)
    at = at or clock.now()
    case = Case(
        number=number_for(unit, year=intake.received_on.year, is_sealed=intake.is_sealed),
        unit=unit,
        origin_unit=unit,
        channel=Channel(intake.channel),
        category=Category(intake.category),
        is_sealed=intake.is_sealed,
        is_urgent=intake.safety == Safety.URGENT,
        stage="registered",
        owner=by,
        registered_by=by,
        taken_up_at=at,
        received_on=intake.received_on,
        opened_at=at,
    )
    case.save(force_insert=True)
    vault = Vault.make(case)
    _write_petition(case, intake)
    _write_story(case, intake, vault=vault, by=by, at=at)
    _write_people(case, intake, vault=vault, by=by, at=at)
    timeline.write(case, "register", by=by, vault=vault, at=at)
    subject = ("case", case.pk)
    clocks.start(
        "petition.notice", subject=subject, unit=unit, owner=by, by=by, at=at, start_on=intake.received_on
    )
    if case.is_sealed:
        _route_sealed(case, by=by, at=at)
    elif unit.level >= Level.VILLAGE:
        clocks.start("station.pass_on", subject=subject, unit=unit, owner=by, by=by, at=at)
    return case


def _write_petition(case: Case, intake: Intake) -> None:
    Petition(
        case=case,
        nature=Nature(intake.nature),
        safety=Safety(intake.safety),
        is_oral=intake.is_oral,
        read_back=intake.read_back,
        group_size=max(1, intake.group_size),
    ).save(force_insert=True)


def _write_story(case: Case, intake: Intake, *, vault: Vault, by: User, at: datetime) -> None:
    story = Narrative(case=case, entered_by=by, entered_at=at)
    vault.seal(story, request=intake.request, facts=intake.facts, prior_steps=intake.prior_steps)
    story.save(force_insert=True)
    said = intake.contact
    contact = SafeContact(
        case=case,
        may_call=said.may_call,
        may_text=said.may_text,
        may_wechat=said.may_wechat,
        may_leave_message=said.may_leave_message,
        may_write=said.may_write,
        entered_by=by,
    )
    vault.seal(contact, code_word=said.code_word, hours=said.hours, who_may_answer=said.who_may_answer)
    contact.save(force_insert=True)


def _write_people(case: Case, intake: Intake, *, vault: Vault, by: User, at: datetime) -> None:
    told = [(PersonRole.PETITIONER, intake.petitioner)]
    told += [(PersonRole.REPRESENTATIVE, each) for each in intake.representatives]
    if intake.respondent is not None and intake.respondent.name:
        told.append((PersonRole.RESPONDENT, intake.respondent))
    for role, named in told:
        person = Person(
            case=case,
            role=role,
            is_alias=named.is_alias,
            gender=named.gender,
            birth_year=named.birth_year,
            marital_status=named.marital_status,
            entered_by=by,
            entered_at=at,
        )
        vault.seal(
            person, name=named.name, phone=named.phone, id_number=named.id_number, address=named.address
        )
        for column in ("name", "phone", "id_number"):
            text = getattr(named, column)
            setattr(person, f"{column}_index", keyring().blind_index(column, text) if text else None)
        person.save(force_insert=True)


def _route_sealed(case: Case, *, by: User, at: datetime) -> None:
    """To the county's officer when it came in below; her supervising leader gets the card either way."""
    if case.unit.level > Level.COUNTY:
        county = Unit.objects.get(pk=case.unit.county_id or case.unit_id)
        unit, officer = transfers.receiver(case, county)
        sharing.receipt(case, to=by, by=by)
        leader = holder(unit, "leader", on=clock.local_date(at))
        if leader is not None and leader.pk != officer.pk:
            sharing.receipt(case, to=leader, by=by, source=AccessSource.SUPERVISION)
        transfers.give(case, to_unit=unit, to=officer, by=by, at=at)
        return
    leader = holder(case.unit, "leader", on=clock.local_date(at))
    if leader is not None and leader.pk != by.pk:
        sharing.receipt(case, to=leader, by=by, source=AccessSource.SUPERVISION)
