"""The case page: the card for everybody who sees it, the content for whoever may open it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.assistance import pages as assistance
from cases.casefile import once, pages, sharing
from cases.casefile.models import AccessRequest, Attachment, Case, CaseKey, Event
from cases.casefile.vault import Vault
from cases.circle import pages as circle
from cases.consultations import pages as consultations
from cases.coordination import pages as coordination
from cases.mediation import pages as mediation
from cases.minors import pages as minors
from cases.petitions import course, opinions, papers, relating
from cases.petitions.emergency import refusal_of
from cases.petitions.finding import card, receipt
from cases.petitions.models import HandlingOpinion, Petition
from cases.petitions.next_steps import steps
from cases.petitions.reception import commitments
from cases.petitions.reception.models import LeaderCommitment
from cases.petitions.routes import stage_line
from cases.petitions.states import STATES
from cases.petitions.verb_forms import AccessForm, AttachForm
from cases.petitions.windows import rated, window_end
from cases.privacy import request_pages as data_requests
from cases.privacy import reveal
from cases.protection import pages as protection
from cases.referrals import pages as referrals
from cases.support import education_views as education
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks, faces, reasons
from network.deadlines.said import words_of
from sisterhood.lib import clock

OPENING_DAYS = 7  # as far back as the page counts who looked


def _stages(case: Case, petition: Petition | None, events: list[Event]) -> list[dict[str, Any]]:
    seen = {e.to_stage: e for e in events if e.to_stage}  # newest first, so the first arrival stays
    line = stage_line(case.stage, petition.route if petition else "")
    here = line.index(case.stage)
    return [
        {
            "label": STATES[stage],
            "state": "current" if n == here else "done" if n < here else "todo",
            "at": seen[stage].occurred_at if stage in seen and n <= here else None,
            "by": seen[stage].by if stage in seen and n <= here else None,
        }
        for n, stage in enumerate(line)
        if n >= here or stage in seen  # what never happened is not drawn as done
    ]


@require_GET
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The card for everybody who sees it; the content for whoever may open it. Each opening is logged."""
    kept = receipt(case_id, request.scope)
    if kept is not None:
        record.event(Action.VIEW, by=request.user, subject=("case", kept.pk), detail={"layer": "card"})
        return render(request, "cases/casefile/receipt.html", {"case": kept})
    case = card(case_id, request.scope)
    held, at = sharing.layers(case, request.scope), clock.now()
    context: dict[str, Any] = {
        "case": case,
        "layers": held,
        "faces": _faces(case, at),
        "stage_label": STATES[case.stage],
        "reason_form": AccessForm(),
    }
    if not (held.opens or held.narrative) or not CaseKey.objects.filter(pk=case.pk).exists():
        record.event(Action.VIEW, by=request.user, subject=("case", case.pk), detail={"layer": "card"})
        context |= papers.board(case, request.scope, opens=False)
        context["may_break"] = refusal_of(request, case) is None
        return render(request, "cases/casefile/card.html", context)
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    vault = Vault.of(case)
    context |= _people_and_story(request, case, held, vault)
    context |= _steps_and_papers(request.scope, case, held, vault, [face.code for face in context["faces"]])
    _one_way_to_extend(context)
    context |= papers.board(case, request.scope, opens=held.narrative)
    context |= _other_rooms(case, request.scope, vault, held, at)
    context |= {
        "readers": (readers := pages.readers(case)),
        "opening_people": sum(reader.opens for reader in readers),
        "changes": pages.changes(case),
        "openings": pages.openings(case, since=at - timedelta(days=OPENING_DAYS)),
        "opening_days": OPENING_DAYS,
        "reason_time": words_of(sharing.REASON_FOR),
        "attachments": Attachment.objects.filter(case=case)
        .select_related("entered_by")
        .order_by("entered_at"),
        "requests": AccessRequest.objects.filter(case=case, decided_at=None).select_related("asked_by"),
        "attach_form": AttachForm(),
        "form_ident": once.fresh(),
    }
    return render(request, "cases/casefile/case.html", context)


def _other_rooms(
    case: Case, scope: Scope, vault: Vault, held: sharing.Layers, at: datetime
) -> dict[str, Any]:
    """What every other kind of work shows on the page of its matter."""
    together = coordination.section(
        case, scope=scope, vault=vault, reads=held.narrative, writes=held.writes, at=at
    )
    return {
        "coordination": together,
        "referrals": referrals.section(case, scope=scope, at=at),
        "mediation": mediation.section(case, scope=scope, at=at),
        "minors": minors.section(case, held=held, vault=vault, scope=scope, at=at),
        "assistance": assistance.section(case, scope=scope, at=at),
        "education": education.section(case, scope=scope),
        "circle": circle.section(case, scope=scope, held=held),
        "protection": protection.summary(case, scope),
        "consultations": consultations.section(case, scope),
        "data_requests": data_requests.section(case, scope=scope, at=at),
    }


def _one_way_to_extend(context: dict[str, Any]) -> None:
    """申请延期 stands at the clock it is about; only where the page shows no such clock is it one of the steps."""
    at_clock = context["faces"][:1] and context["faces"][0].code == "petition.handling"
    context["may_extend"] = bool(at_clock) and any(row["verb"] == "extend" for row in context["others"])
    if context["may_extend"]:
        context["others"] = [row for row in context["others"] if row["verb"] != "extend"]


def _faces(case: Case, at: datetime) -> list[faces.Face]:
    """Every clock that runs or stands still, with the reasons of its date and whoever was told."""
    told = clocks.told(("case", case.pk))
    return [
        replace(faces.face(row, at), why=tuple(reasons.why(row)), told=tuple(told.get(row.pk, ())))
        for row in clocks.shown(("case", case.pk))
    ]


def _people_and_story(request: HttpRequest, case: Case, held: sharing.Layers, vault: Vault) -> dict[str, Any]:
    safe, safe_words = reveal.contact(case, layers=held, vault=vault)
    return {
        "people": reveal.people(case, vault=vault),
        "story": reveal.narrative(case, layers=held, vault=vault, by=request.user),
        "safe": safe,
        "safe_words": safe_words,
    }


def _steps_and_papers(
    scope: Scope, case: Case, held: sharing.Layers, vault: Vault, running: Sequence[str]
) -> dict[str, Any]:
    events = list(
        Event.objects.filter(case=case).select_related("by", "unit").order_by("-occurred_at", "-id")
    )
    notes = reveal.notes(events, layers=held, vault=vault)
    petition = Petition.objects.select_related("item").filter(pk=case.pk).first()
    spoke = bool(rated([case]))
    first, others = steps(case, petition, scope, rated=spoke, running=running) if petition else ([], [])
    opinion = HandlingOpinion.objects.filter(case=case).select_related("drafted_by", "approved_by").first()
    return {
        "petition": petition,
        "events": [{"event": e, "note": notes.get(e.pk, ""), "label": course.label_of(e)} for e in events],
        "stages": _stages(case, petition, events),
        "first": first,
        "others": others,
        "opinion": opinion,
        "rating": course.rating(case, vault=vault if held.narrative else None),
        "follow_ups": (asked := course.follow_ups(case, vault=vault if held.narrative else None)),
        "said_at_closing": course.said_at_closing(petition, [row for row, _note in asked], rated=spoke),
        "may_follow_up": any(row["verb"] == "follow_up" for row in [*first, *others]),
        "papers": course.papers(case, vault=vault) if held.narrative else [],
        "related": relating.related(case, scope),
        "window": window_end(case, petition.state) if petition else None,
        "opinion_text": opinions.texts_of(opinion, vault) if opinion and held.narrative else {},
        "promises": commitments.shown(
            list(LeaderCommitment.objects.visible_to(scope).filter(case=case).select_related("leader")),
            at=clock.now(),
            with_texts=held.narrative,
        ),
    }
