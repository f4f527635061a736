"""Registering an accusation: sealed, past every unit, to two readers in the same transaction (art. 30(3), 46(5))."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.accusations import seats
from cases.accusations.models import Accusation, AccusationEvent, AccusationFile, AccusationReceipt
from cases.casefile.attachments import checked
from cases.casefile.models import Case
from cases.casefile.numbering import number_for
from cases.casefile.vault import Vault
from cases.vocabulary.intake import Channel, Safety
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.keyring import DOMAINS


@dataclass(frozen=True)
class Told:
    """What was said. `ways` are columns of safe contact that are true; an anonymous accuser leaves no name."""

    channel: str
    received_on: date
    request: str
    facts: str
    prior_steps: str = ""
    safety: str = Safety.SAFE
    accused_unit: Unit | None = None
    accused_name: str = ""
    is_anonymous: bool = False
    name: str = ""
    phone: str = ""
    address: str = ""
    ways: tuple[str, ...] = field(default=())
    code_word: str = ""
    hours: str = ""
    who_may_answer: str = ""
    is_oral: bool = False
    read_back: bool = False


def register(
    told: Told,
    *,
    unit: Unit,
    by: User,
    at: datetime | None,
    photos: tuple[bytes, ...],
    key: UUID | None = None,
) -> Case:
    """Called by the intake of petitions, which has asked gate and minimum fields. Answers with the receipt.

    The registrar never reads it again. Nobody on the list who may read it is no reason to refuse: it waits,
    sealed, and the first who may takes her seat. Raises Refusal with a sentence for the form.
    """
    if told.accused_unit is None and not told.accused_name.strip():
        raise Refusal("accused_unit", _("Write the unit or the name of whoever the accusation is about."))
    files = [checked(content)[:2] for content in photos]
    at = at or clock.now()
    city = Unit.objects.get(pk=unit.city_id or unit.pk)
    accusation = _row(told, unit=unit, city=city, by=by, at=at)
    accusation.id = key or accusation.id
    vault = Vault.own(accusation)
    contact = {} if told.is_anonymous else {"name": told.name, "phone": told.phone, "address": told.address}
    vault.seal(
        accusation,
        request=told.request,
        facts=told.facts,
        prior_steps=told.prior_steps,
        accused_name=told.accused_name,
        code_word=told.code_word,
        hours=told.hours,
        who_may_answer=told.who_may_answer,
        **contact,
    )
    accusation.save(force_insert=True)
    _keep_files(accusation, files, vault=vault, by=by, at=at)
    AccusationEvent(accusation=accusation, verb="register", to_state="registered", by=by, at=at).save(
        force_insert=True
    )
    receipt = AccusationReceipt(
        accusation=accusation,
        number=accusation.number,
        registered_by=by,
        received_on=told.received_on,
        opened_at=at,
    )
    receipt.save(force_insert=True)
    seats.fill(accusation, by=by, at=at)
    record.event(Action.GRANT, by=by, subject=("case", accusation.pk))
    return as_card(receipt)


def as_card(receipt: AccusationReceipt) -> Case:
    """A receipt drawn like every other sealed receipt; a value for pages, never a row of a case."""
    return Case(
        id=receipt.pk,
        number=receipt.number,
        is_sealed=True,
        stage="registered",
        registered_by_id=receipt.registered_by_id,
        received_on=receipt.received_on,
        opened_at=receipt.opened_at,
    )


def unit_called(text: str, *, city: int | None) -> Unit | None:
    """The unit of the city that is called so, or has this code; None for an empty text. Raises Refusal."""
    text = text.strip()
    if not text:
        return None
    named = Unit.objects.current().filter(
        Q(short_name=text) | Q(official_name=text) | Q(code=text), city_id=city
    )
    found = list(named.order_by("level")[:2])
    if not found:
        raise Refusal("accused_unit", _("No unit is called so. Write its name as in the five-level network."))
    if len(found) > 1:
        raise Refusal(
            "accused_unit", _("Several units are called so. Write the whole official name or the code.")
        )
    return found[0]


def _row(told: Told, *, unit: Unit, city: Unit, by: User, at: datetime) -> Accusation:
    meant = meant_by(told)
    return Accusation(
        number=number_for(unit, year=told.received_on.year, is_sealed=True),
        city=city,
        origin_unit=unit,
        accused_unit=told.accused_unit,
        accused_user=meant.accused,
        namesakes=list(meant.namesakes),
        liaisons_only=meant.is_unclear,
        channel=Channel(told.channel),
        received_on=told.received_on,
        is_anonymous=told.is_anonymous,
        is_urgent=told.safety in (Safety.URGENT, Safety.MINOR),
        is_oral=told.is_oral,
        read_back=told.read_back,
        **dict.fromkeys(told.ways, True),
        registered_by=by,
        registered_at=at,
    )


@dataclass(frozen=True)
class Meant:
    """Who of the staff is accused, who is kept away with her, and whether it is unclear who is meant."""

    accused: User | None = None
    namesakes: tuple[int, ...] = ()
    is_unclear: bool = False


def meant_by(told: Told) -> Meant:
    """The one of the staff who is called so, at the unit before elsewhere; namesakes are kept away all the same.

    Names are compared as the blind index compares them. A title, a pet name, a slip of the pen or two who are
    called so leave it unclear: then no unit says who may read, and liaisons of discipline alone are asked, but
    none of whose name a single character was written.
    """
    name = DOMAINS["name"](told.accused_name)
    if not name:
        return Meant()
    staff = User.objects.values_list("pk", "display_name")
    called = {pk for pk, written in staff if DOMAINS["name"](written) == name}
    posts = Appointment.objects.filter(user_id__in=called, unit=told.accused_unit)
    here = set(posts.values_list("user_id", flat=True))
    one = here if len(here) == 1 else called
    if len(one) == 1:
        (accused,) = one
        return Meant(User.objects.get(pk=accused), tuple(sorted(called - one)))
    liaisons = User.objects.filter(appointments__role="discipline_liaison").values_list("pk", "display_name")
    alike = {pk for pk, written in liaisons if set(DOMAINS["name"](written)) & set(name)}
    return Meant(None, tuple(sorted(called | alike)), is_unclear=True)


def _keep_files(
    accusation: Accusation, files: list[tuple[bytes, str]], *, vault: Vault, by: User, at: datetime
) -> None:
    for content, kind in files:
        row = AccusationFile(accusation=accusation, content_type=kind, entered_by=by, entered_at=at)
        row.content = vault.seal_file(content, name=str(row.pk))
        row.save(force_insert=True)
