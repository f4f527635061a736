"""Two sets of notes: the legal record under a key of its own, and the process note that its author alone can open."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Event
from cases.casefile.vault import Vault, keyring
from cases.consultations.frame import step
from cases.consultations.models import Consultation, LegalConsultation, ProcessNote, ProcessNoteKey
from cases.coordination.frame import require
from cases.vocabulary.petitions import Satisfaction
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff.models import User
from sisterhood.lib.crypto import DataKey

WRITABLE = ("in_session", "completed", "crisis", "medical_advised", "follow_up")


def is_written(session: Consultation) -> bool:
    """Whether the legal record stands."""
    return LegalConsultation.objects.filter(session=session).exists()


def record_advice(
    session: Consultation,
    *,
    question: str,
    advice: str,
    facts: str = "",
    risks: str = "",
    documents: str = "",
    referred_to: str = "",
    satisfaction: str = "",
    by: User,
    at: datetime | None = None,
) -> Event:
    """What was asked, what was advised, which limits were mentioned; written again, the new wording replaces it."""
    require(question, "question", _("Write what she asked."))
    require(advice, "advice", _("Write what you advised."))
    with step(session, "record_advice", action="hold_session", by=by, at=at) as s:
        _require_open(s.row, counselling=False)
        s.refuse_words(
            facts=facts,
            question=question,
            advice=advice,
            risks=risks,
            documents=documents,
            referred_to=referred_to,
        )
        row = LegalConsultation.objects.select_for_update(of=("self",)).filter(session=s.row).first()
        fresh = row is None
        if row is None:
            row = LegalConsultation(session=s.row, case=s.case, entered_by=by)
            vault = Vault.own(row)
        else:
            vault = Vault.unwrapped(row)
        vault.seal(
            row,
            facts=facts,
            question=question,
            advice=advice,
            risks=risks,
            documents=documents,
            referred_to=referred_to,
        )
        row.satisfaction = Satisfaction(satisfaction) if satisfaction else ""
        row.entered_at = s.at
        row.save(force_insert=fresh)
        return s.write()


def _require_open(row: Consultation, *, counselling: bool) -> None:
    if row.is_counselling is not counselling:
        raise Refusal("kind", _("This session has another kind of record."))
    if row.state not in WRITABLE:
        raise Refusal(
            "state", _("Notes are written while the session lasts, or after it until it is closed.")
        )


def _bound(note: UUID, author: int) -> str:
    """What the key of a note is bound to: this note, and exactly this person."""
    return f"{note}|{author}"


def write_note(session: Consultation, *, note: str, by: User, at: datetime | None = None) -> Event:
    """One process note under a key that is wrapped for its author; nothing is ever changed in it."""
    require(note, "note", _("Please write it down."))
    with step(session, "write_note", action="hold_session", by=by, at=at) as s:
        _require_open(s.row, counselling=True)
        s.refuse_words(note=note)
        key = DataKey.generate()
        row = ProcessNote(session=s.row, case=s.case, author=by, written_at=s.at)
        Vault(key).seal(row, note=note)
        row.save(force_insert=True)
        wrapped = keyring().wrap(key, _bound(row.pk, by.pk))
        ProcessNoteKey.objects.create(note=row, author=by, wrapped=wrapped)
        return s.write()


def own_notes(session: Consultation, *, by: User) -> list[tuple[ProcessNote, str]]:
    """Her own notes of a session, opened; each reading is logged, and nobody else has any."""
    rows = ProcessNote.objects.filter(session=session, author=by).select_related("key")
    found = [
        (row, Vault(keyring().unwrap(bytes(row.key.wrapped), _bound(row.pk, by.pk))).open(row, "note"))
        for row in rows
    ]
    if found:
        record.event(
            Action.REVEAL, by=by, subject=("case", session.case_id), detail={"layer": "process_note"}
        )
    return found


def legal_texts(session: Consultation, *, by: User) -> dict[str, str]:
    """The legal record for its adviser and for whoever reads the narrative of the matter; each reading is logged."""
    row = LegalConsultation.objects.filter(session=session).first()
    if row is None:
        return {}
    record.event(Action.REVEAL, by=by, subject=("case", session.case_id), detail={"layer": "legal_record"})
    vault = Vault.unwrapped(row)
    return {name: vault.open(row, name) for name in LegalConsultation.SEALED} | {
        "satisfaction": row.satisfaction
    }
