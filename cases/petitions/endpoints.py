"""Petitions for programs: registering, every step with the product's own verb, one matter, its timeline, figures."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.casefile import sharing
from cases.casefile.models import Case, CaseKey, Event
from cases.petitions import answers, finding
from cases.petitions.again import register_again
from cases.petitions.buttons import BUTTONS
from cases.petitions.counting import Tally, tally
from cases.petitions.forms import IntakeForm
from cases.petitions.models import Petition
from cases.petitions.next_steps import why_not
from cases.petitions.phone_report import with_accused
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.endpoints.base import Endpoint, Order, limit_of
from network.endpoints.fields import posted, serializer_of, wrong_fields
from network.endpoints.problem import SENTENCES, Problem
from network.units.models import Unit
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.keyset import Mark
from sisterhood.lib.states import IllegalTransition

_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The `ETag` of the matter as it was read: 412 when it has changed since",
)


def etag(version: int | None) -> str:
    """The version of a matter as a header has it."""
    return f'"{version}"'


class Register(Order):
    """来信来访登记 at her own unit, by the form of the desk."""

    action = "register"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        """The form of the desk."""
        return serializer_of(IntakeForm, "Intake")

    @extend_schema(
        operation_id="register", tags=["petitions"], responses={201: answers.Moved, 202: answers.Moved}
    )
    def post(self, request: Request) -> Response:
        """Register a petition. 202: it is registered and went past her."""
        return self.once(request)

    def act(self, request: Request, **_: Any) -> Response:
        """The same checks as on the page; a refusal stands by its field."""
        form = IntakeForm(posted(IntakeForm, request.data))
        if not form.is_valid():
            raise wrong_fields(form)
        unit = acts_for(self.scope, "register")
        try:
            case = register_again(with_accused(form.cleaned_data, unit), unit=unit, by=request.user)
        except Refusal as refusal:
            raise by_field(refusal, form) from None
        return registered(case, self)


def registered(case: Case, endpoint: Endpoint) -> Response:
    """201 with the address of what she may see of it, 202 when it went past her."""
    scope = endpoint.scope
    if finding.receipt(case.pk, scope) is not None:
        told = answers.moved_to(case) | {"stage": None, "version": None}
    elif Case.objects.visible_to(scope).filter(pk=case.pk).exists():
        case.refresh_from_db(fields=["version", "stage"])
        told = answers.moved_to(case)
    else:
        return Response(answers.moved_to(None), status=202)
    return Response(told, status=201, headers={"Location": reverse("api_case", args=[case.pk])})


def by_field(refusal: Refusal | IllegalTransition, form: Any) -> Exception:
    """A refusal that speaks of a field is an error of that field; every other stays what it is."""
    code = getattr(refusal, "code", "")
    if code not in form.fields:
        return refusal
    return Problem(422, code, str(refusal), errors={code: [str(refusal)]})


class Step(Order):
    """One step of one petition; which steps there are stands in the matter's `steps`."""

    verbs: ClassVar[tuple[str, ...]] = answers.VERBS
    verb = ""

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        """The form of the step."""
        name = "".join(part.title() for part in self.verb.split("_"))
        return serializer_of(BUTTONS[self.verb].form, f"{name}Step")

    @extend_schema(tags=["petitions"], responses={200: answers.Moved}, parameters=[_MATCH])
    def post(self, request: Request, case_id: UUID, verb: str = "") -> Response:
        """Run the product's own verb under its own gate."""
        if verb not in answers.VERBS:
            raise Http404
        return self.once(request, case_id=case_id, verb=verb)

    def act(self, request: Request, **told: Any) -> Response:
        """Lock and compare the version, ask why not, read the form, run the verb."""
        case, button = finding.find(request._request, told["case_id"]), BUTTONS[told["verb"]]
        self._check_version(request, case)
        petition = Petition.objects.filter(pk=case.pk).first()
        no = why_not(told["verb"], case, petition, self.scope)
        if no is not None:
            raise no
        form = button.form(posted(button.form, request.data), case=case, petition=petition)
        if not form.is_valid():
            raise wrong_fields(form)
        try:
            button.run(case, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            raise by_field(refusal, form) from None
        now = Case.objects.visible_to(self.scope).filter(pk=case.pk).first()
        seen = now if now is not None and finding.receipt(case.pk, self.scope) is None else None
        headers = {"ETag": etag(seen.version)} if seen else {}
        return Response(answers.moved_to(seen), headers=headers)

    def _check_version(self, request: Request, case: Case) -> None:
        asked = request.headers.get("If-Match", "").strip()
        if not asked or asked == "*":
            return
        rows = Case.objects.visible_to(self.scope).select_for_update(of=("self",)).filter(pk=case.pk)
        version = rows.values_list("version", flat=True).first()
        if etag(version) not in [each.strip() for each in asked.split(",")]:
            raise Problem(412)


class Matter(Endpoint):
    """One matter: its card, or the opened matter with names masked. Each opening is logged."""

    @extend_schema(operation_id="case", tags=["cases"], responses=answers.Matter)
    def get(self, request: Request, case_id: UUID) -> Response:
        """As far as she may see it."""
        kept = finding.receipt(case_id, self.scope)
        if kept is not None:
            _log(request, kept, layer="card")
            return Response(answers.receipt_of(kept))
        case = finding.card(case_id, self.scope)
        held = sharing.layers(case, self.scope)
        headers = {"ETag": etag(case.version)}
        if not _is_open(case, held):
            _log(request, case, layer="card")
            return Response(answers.card_of(case), headers=headers)
        _log(request, case)
        return Response(answers.opened_of(case, held, self.scope, clock.now()), headers=headers)


def _log(request: Request, case: Case, *, layer: str = "") -> None:
    detail = {"layer": layer} if layer else {}
    unit = None if layer else case.unit_id
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=unit, detail=detail)


def _is_open(case: Case, held: sharing.Layers) -> bool:
    return (held.opens or held.narrative) and CaseKey.objects.filter(pk=case.pk).exists()


class Course(Endpoint):
    """What happened in one matter, for whoever may open it."""

    @extend_schema(
        operation_id="timeline",
        tags=["cases"],
        responses=answers.Timeline,
        parameters=[OpenApiParameter("after", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Request, case_id: UUID) -> Response:
        """One page, newest first; each reading is logged."""
        case = finding.find(request._request, case_id)
        if not _is_open(case, sharing.layers(case, self.scope)):
            raise Problem(403, "closed_to_you")
        _log(request, case)
        limit, mark = limit_of(request), Mark.read(request.query_params.get("after", ""))
        events = Event.objects.filter(case=case).select_related("by", "unit").order_by("-occurred_at", "-id")
        if mark is not None and mark.key is not None:
            older = events.filter(occurred_at__lt=mark.key)
            events = older | events.filter(occurred_at=mark.key, id__lt=mark.id)
        rows = list(events[: limit + 1])
        more = rows[limit - 1] if len(rows) > limit else None
        following = str(Mark(more.occurred_at, more.pk)) if more else None
        return Response({"results": [answers.line_of(row) for row in rows[:limit]], "next": following})


class FigureRow(serializers.Serializer[Any]):
    """件次、件、批次、人次 of a month: ordinary petitions that stand at the unit now, as `counting.Tally` defines them."""

    unit = serializers.IntegerField()
    month = serializers.CharField()
    figures = serializers.DictField(child=serializers.IntegerField())


class Figures(Endpoint):
    """The figures of a unit she leads, exact, for her own office."""

    @extend_schema(
        operation_id="figures",
        tags=["figures"],
        responses=FigureRow,
        parameters=[
            OpenApiParameter("unit", int, required=True),
            OpenApiParameter("month", str, required=True, description="YYYY-MM"),
        ],
    )
    def get(self, request: Request) -> Response:
        """One unit, one month."""
        unit, first = self._asked(request)
        following = (first + timedelta(days=32)).replace(day=1)
        rows = Petition.objects.filter(
            case__in=Case.objects.in_area(self.scope, "unit_id", unit).filter(
                received_on__gte=first, received_on__lt=following
            )
        )
        told: Tally = tally(rows)
        record.event(Action.LIST, by=request.user, subject=("figures", unit), unit_id=unit)
        return Response({"unit": unit, "month": f"{first:%Y-%m}", "figures": vars(told)})

    def _asked(self, request: Request) -> tuple[int, date]:
        unit, month = (request.query_params.get(name, "") for name in ("unit", "month"))
        wrong = [str(SENTENCES[422][1])]
        known = unit.isascii() and unit.isdigit() and len(unit) < 10
        if not known:
            raise Problem(422, errors={"unit": wrong})
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError:
            raise Problem(422, errors={"month": wrong}) from None
        if len(month) != 7 or first.year < 2000 or first.year > clock.today().year + 1:
            raise Problem(422, errors={"month": wrong})
        if int(unit) not in self.scope.lead or not Unit.objects.filter(pk=int(unit)).exists():
            raise Problem(403, "not_yours")
        return int(unit), first


urlpatterns = [
    path("cases/<uuid:case_id>/", Matter.as_view(), name="api_case"),
    path("cases/<uuid:case_id>/timeline/", Course.as_view(), name="api_timeline"),
    path("petitions/", Register.as_view(), name="api_register"),
    path("petitions/<uuid:case_id>/<slug:verb>/", Step.as_view(), name="api_petition_verb"),
    path("figures/", Figures.as_view(), name="api_figures"),
]
