"""Registering a petition (信访工作条例 art. 19, 23(1)): what is written down, and where it must go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.accusations import intake as accusations
from cases.casefile import attachments, recusals, sealing, timeline
from cases.casefile.models import Case, Narrative
from cases.casefile.numbering import number_for
from cases.casefile.vault import Vault
from cases.people import matching
from cases.people.indexes import INDEXED, index_of
from cases.people.models import Person, SafeContact
from cases.people.turns import take_turns
from cases.petitions import conflicts, counting, relating
from cases.petitions.concerns import file_under
from cases.petitions.models import Petition
from cases.petitions.told import Earlier, Intake, check
from cases.protection import danger
from cases.vocabulary.intake import Category, Channel, Nature, PersonRole, Safety
from cases.vocabulary.reading import RecusalSource
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.deadlines import clocks
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


@transaction.atomic
def register(
    intake: Intake,
    *,
    unit: Unit,
    by: User,
    at: datetime | None = None,
    photos: tuple[bytes, ...] = (),
    earlier: Earlier | None = None,
    key: UUID | None = None,
    came_from: tuple[str, UUID] | None = None,
) -> Case:
    """Register a petition at the registrar's unit; a sealed one below the county goes to the county at once.

    An accusation becomes no case: it goes to its two readers, and what comes back is a receipt that cannot be
    told from others. `photos` are kept before it leaves her hands. Starts the written notice (15 days from receipt, art. 23(2))
    and, in a hamlet or village, the 24 hours to pass it on. Whoever of the staff is the other side never sees
    it; when she sits on its way, it is sealed. `key` (`cases.casefile.once`) becomes its id;
    `came_from` (`origins.read`) stands in its first line. Raises Refusal with a sentence for the form.
    """
    scope = rest.of(by)
    # A leader registers nothing at the desk; what she hears on her reception day she writes up herself.
    received = intake.channel == Channel.RECEPTION_DAY and bool(gate.ask(scope, "write_up"))
    gate.require(scope, "write_up" if received else "register")
    if unit.pk not in scope.units:
        raise Refusal("unit", _("You can register only at a unit where you hold a post."))
    check(intake)
    if intake.nature == Nature.ACCUSATION:
        return accusations.register(_accusation(intake), unit=unit, by=by, at=at, photos=photos, key=key)
    at = at or clock.now()
    take_turns(matching.turns(intake.traits))
    barred = _staff_on_the_other_side(intake)
    is_sealed = intake.is_sealed or conflicts.on_the_way(barred, unit)
    case = _new_card(intake, unit=unit, by=by, at=at, is_sealed=is_sealed, key=key)
    vault = Vault.make(case)
    _write_petition(case, intake, scope)
    _write_story(case, intake, vault=vault, by=by, at=at)
    _write_people(case, intake, vault=vault, by=by, at=at)
    detail = {"came_from": came_from[0], "came_id": str(came_from[1])} if came_from else None
    timeline.write(case, "register", by=by, vault=vault, at=at, detail=detail)
    recusals.keep_away(case, barred - {by.pk}, source=RecusalSource.MATCH, by=by, at=at)
    for photo in photos:
        attachments.attach(case, photo, title=str(_("photograph")), by=by)
    if earlier is not None and Case.objects.openable_by(scope).filter(pk=earlier.case.pk).exists():
        relating.link(case, to=earlier.case, kind=earlier.kind, by=by, at=at)
    _start_clocks(case, intake, by=by, at=at)
    if case.is_urgent:
        danger.begin(case, vault=vault, noticed_at=at, by=by, at=at)
    if case.is_sealed:
        message = "danger" if case.is_urgent else "handed"
        sealing.route(case, by=by, at=at, without=barred, message=message)
    if by.pk in barred:
        recusals.keep_away(case, [by.pk], source=RecusalSource.MATCH, by=by, at=at)
    return case


def _new_card(
    intake: Intake, *, unit: Unit, by: User, at: datetime, is_sealed: bool, key: UUID | None
) -> Case:
    case = Case(
        id=key or uuid7(),
        number=number_for(unit, year=intake.received_on.year, is_sealed=is_sealed),
        unit=unit,
        origin_unit=unit,
        channel=Channel(intake.channel),
        category=Category(intake.category),
        is_sealed=is_sealed,
        is_urgent=intake.safety == Safety.URGENT,
        stage="registered",
        owner=by,
        registered_by=by,
        taken_up_at=at,
        received_on=intake.received_on,
        opened_at=at,
    )
    case.save(force_insert=True)
    return case


def _staff_on_the_other_side(intake: Intake) -> set[int]:
    other = intake.respondent
    return conflicts.staff_named(other.name, other.phone) if other is not None else set()


def _accusation(intake: Intake) -> accusations.Told:
    her, said = intake.petitioner, intake.contact
    ways = ("may_call", "may_text", "may_wechat", "may_leave_message", "may_write")
    return accusations.Told(
        channel=intake.channel,
        received_on=intake.received_on,
        request=intake.request,
        facts=intake.facts,
        prior_steps=intake.prior_steps,
        safety=intake.safety,
        accused_unit=intake.accused_unit,
        accused_name=intake.respondent.name if intake.respondent else "",
        is_anonymous=intake.is_anonymous,
        name=her.name,
        phone=her.phone,
        address=her.address,
        ways=tuple(way for way in ways if getattr(said, way)),
        code_word=said.code_word,
        hours=said.hours,
        who_may_answer=said.who_may_answer,
        is_oral=intake.is_oral,
        read_back=intake.read_back,
    )


def _start_clocks(case: Case, intake: Intake, *, by: User, at: datetime) -> None:
    """The written notice counts from the day of receipt; handing on, triage and the duty to report from now."""
    duties = ["petition.notice"]
    if case.unit.level <= Level.COUNTY:
        duties.append("petition.triage")
    elif case.unit.level >= Level.VILLAGE and not case.is_sealed:
        duties.append("station.pass_on")
    if intake.safety in (Safety.MINOR, Safety.URGENT):
        duties.append("petition.mandatory_report")
    if intake.safety == Safety.URGENT:
        duties.append("petition.urgent_report")
    for code in duties:
        day = intake.received_on if code == "petition.notice" else None
        clocks.start(code, subject=("case", case.pk), unit=case.unit, owner=by, by=by, at=at, start_on=day)


def _write_petition(case: Case, intake: Intake, scope: Scope) -> None:
    since = counting.repeats_since(intake.received_on)
    petition = Petition(
        case=case,
        nature=Nature(intake.nature),
        safety=Safety(intake.safety),
        is_oral=intake.is_oral,
        read_back=intake.read_back,
        group_size=max(1, intake.group_size),
        is_repeat=matching.came_before(intake.traits, scope, since=since, besides=case.pk),
        is_collective=counting.is_collective(intake.group_size),
    )
    file_under(petition, category=case.category, item=intake.item, concerns=intake.concerns)
    petition.save(force_insert=True)


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
    if intake.respondent is not None and (intake.respondent.name or intake.respondent.phone):
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
        for column in INDEXED:
            setattr(person, f"{column}_index", index_of(column, getattr(named, column)))
        person.save(force_insert=True)
