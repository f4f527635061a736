"""爱心捐助: the book of a unit, receiving and using, a gift with what became of it, its receipt on A4."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from cases.casefile.vault import Vault
from cases.documents.content import federation, in_words
from network.access import gate
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Unit
from outreach.donations import forms, verbs
from outreach.donations.lists import EntryKind, Side
from outreach.donations.models import Account, Entry, Gift, Posting
from outreach.donations.shown import capitals, quantity
from outreach.steps import Ask, BareForm, bound, form_page
from sisterhood.lib import clock
from sisterhood.lib.money import yuan

PAGE = 40


def _book(unit: Unit) -> str:
    return f"{reverse('donations')}?unit={unit.pk}"


def _sums(unit: Unit) -> list[dict[str, Any]]:
    """Given, used and left by purpose and thing."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in Account.objects.filter(unit=unit):
        key = row.purpose, row.item, row.measure
        line = found.setdefault(key, {"purpose": row.get_purpose_display(), "item": row.item})
        line[row.side] = quantity(-row.balance if row.side == Side.GIVEN else row.balance, row)
    return list(found.values())


def _lines(entries: list[Entry]) -> list[dict[str, Any]]:
    """Each entry with its sum; two statements for a page."""
    lying = Posting.objects.filter(entry__in=entries, account__side=Side.HELD).select_related(
        "account", "gift"
    )
    sums: dict[UUID, dict[str, Any]] = {}
    for row in lying:
        line = sums.setdefault(row.entry_id, {"account": row.account, "amount": 0, "gift": row.gift})
        line["amount"] += row.amount
    gone = set(Entry.objects.filter(reverses__in=entries).values_list("reverses_id", flat=True))
    return [
        {
            "row": each,
            "amount": quantity(sums[each.pk]["amount"], sums[each.pk]["account"]),
            "purpose": sums[each.pk]["account"].get_purpose_display(),
            "item": sums[each.pk]["account"].item,
            "gift": sums[each.pk]["gift"] if each.kind == EntryKind.GIFT else None,
            "is_reversed": each.pk in gone,
        }
        for each in entries
    ]


@require_GET
def donations_page(request: HttpRequest) -> HttpResponse:
    """/outreach/donations/?unit=: balances and every line of a unit's book."""
    here, scope = chosen_unit(request, "see_donations"), request.scope
    rows = Entry.objects.visible_to(scope).filter(unit=here).select_related("made_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    ground = Ground(here)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_donations")),
        "below": here.children.current().order_by("code") if here.level < max(verbs.BOOK_LEVELS) else [],
        "sums": _sums(here),
        "page": page,
        "lines": _lines(list(page.object_list)),
        "route": verbs.route_of(here, on=clock.today()),
        "may_receive": here.level in verbs.BOOK_LEVELS and bool(gate.ask(scope, "receive_gift", ground)),
        "may_route": here.level in verbs.BOOK_LEVELS and bool(gate.ask(scope, "set_money_route", ground)),
        "may_reverse": bool(gate.ask(scope, "reverse_entry", ground)),
    }
    return render(request, "outreach/donations/book.html", context)


@require_http_methods(["GET", "POST"])
def receive_gift_page(request: HttpRequest) -> HttpResponse:
    """/outreach/donations/new/?unit=: a gift comes in."""
    unit = chosen_unit(request, "receive_gift")
    ask = Ask(
        title=_("A gift comes in"),
        button=_("Enter the gift"),
        back=(_book(unit), unit.short_name),
        done=_("The gift is entered and has its receipt."),
        then=lambda made: reverse("gift", args=[made.pk]),
        note=_("Money comes only by the way that is entered for this unit; things come directly."),
    )
    key = once.key_of(request.POST, what=f"gift {unit.pk}", by=request.user)

    def act(**told: Any) -> Gift:
        return verbs.receive_gift(unit, by=request.user, key=key, **told)

    return form_page(request, forms.GiftForm(bound(request), unit=unit), act, ask)


@require_http_methods(["GET", "POST"])
def use_gifts_page(request: HttpRequest) -> HttpResponse:
    """/outreach/donations/use/?unit=: something of what is left is used."""
    unit = chosen_unit(request, "use_gifts")
    ask = Ask(
        title=_("Use what was given"),
        button=_("Enter the use"),
        back=(_book(unit), unit.short_name),
        done=_("The use is entered; the oldest gifts were drawn on first."),
        then=lambda made: _book(unit),
        note=_(
            "A gift is used for its purpose and nothing else. Whoever gave it reads on her letter what became of it."
        ),
    )
    key = once.key_of(request.POST, what=f"use {unit.pk}", by=request.user)

    def act(**told: Any) -> Entry:
        return verbs.use_gifts(unit, by=request.user, key=key, **told)

    return form_page(request, forms.UseForm(bound(request), unit=unit, scope=request.scope), act, ask)


@require_http_methods(["GET", "POST"])
def money_route_page(request: HttpRequest) -> HttpResponse:
    """/outreach/donations/route/?unit=: by which way money may come."""
    unit = chosen_unit(request, "set_money_route")
    ask = Ask(
        title=_("The way of money"),
        button=_("Enter the way"),
        back=(_book(unit), unit.short_name),
        done=_("From now on money comes by this way."),
        then=lambda made: _book(unit),
        note=_(
            "Whoever has no certificate for public fundraising works with a charity that has one; the charity takes the money and keeps it."
        ),
    )

    def act(**told: Any) -> Any:
        return verbs.set_money_route(unit, by=request.user, **told)

    return form_page(request, forms.RouteForm(bound(request)), act, ask)


def _gift(request: HttpRequest, row_id: UUID) -> Gift:
    gate.require(request.scope, "see_donations")
    rows = Gift.objects.visible_to(request.scope).select_related("unit", "supporter", "route", "received_by")
    found: Gift = get_object_or_404(rows, pk=row_id)
    return found


def _uses(row: Gift) -> list[dict[str, Any]]:
    """What became of it, without what was reversed."""
    drawn = row.postings.filter(account__side=Side.USED, entry__kind=EntryKind.USE, entry__reversed_by=None)
    return [
        {"entry": each.entry, "amount": quantity(each.amount, row)}
        for each in drawn.select_related("entry").order_by("entry__on", "id")
    ]


@require_GET
def gift_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/donations/gifts/<id>/: receipt, use, rest, thanks."""
    row, scope = _gift(request, row_id), request.scope
    record.event(Action.VIEW, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    at = clock.now()
    context = {
        "row": row,
        "amount": quantity(row.amount, row),
        "rest": quantity(row.left, row),
        "uses": _uses(row),
        "is_reversed": Entry.objects.filter(
            kind="reversal", reverses__kind="gift", postings__gift=row
        ).exists(),
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "may_thank": row.thanked_on is None and bool(gate.ask(scope, "thank_donor", row)),
        "may_print": bool(gate.ask(scope, "receive_gift", row)),
    }
    return render(request, "outreach/donations/gift.html", context)


@require_http_methods(["GET", "POST"])
def thank_donor_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/donations/gifts/<id>/thank/."""
    row = _gift(request, row_id)
    gate.require(request.scope, "thank_donor", row)
    address = reverse("gift", args=[row.pk])
    ask = Ask(
        title=_("Thank the donor"),
        button=_("Enter the thanks"),
        back=(address, row.receipt),
        done=_("The thanks are entered."),
        then=lambda made: address,
    )

    def act(**told: Any) -> Gift:
        return verbs.thank_donor(row.pk, by=request.user, **told)

    return form_page(request, forms.ThankForm(bound(request)), act, ask)


@require_GET
def gift_paper(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/donations/gifts/<id>/paper/: receipt and report of use on A4. The donor's name is opened for it, and logged."""
    row = _gift(request, row_id)
    gate.require(request.scope, "receive_gift", row)
    donor = ""
    if row.supporter is not None and row.supporter.wrapped is not None:
        donor = Vault.unwrapped(row.supporter).open(row.supporter, "name")
    elif row.supporter is not None:
        raise Http404
    record.event(Action.PRINT, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    context = {
        "row": row,
        "donor": donor,
        "amount": f"{row.amount}{row.measure}" if row.item else f"人民币 {yuan(row.amount)} 元",
        "capitals": "" if row.item else capitals(row.amount),
        "issuer": federation(row.unit),
        "day": in_words(row.given_on),
        "uses": _uses(row),
        "rest": quantity(row.left, row),
        "back": reverse("gift", args=[row.pk]),
    }
    return render(request, "outreach/donations/paper.html", context)


@require_http_methods(["GET", "POST"])
def reverse_entry_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/donations/entries/<id>/reverse/: a wrong line is taken back by another."""
    gate.require(request.scope, "see_donations")
    row = get_object_or_404(Entry.objects.visible_to(request.scope).select_related("unit"), pk=row_id)
    gate.require(request.scope, "reverse_entry", row)
    ask = Ask(
        title=_("Reverse a line"),
        button=_("Reverse it"),
        back=(_book(row.unit), row.unit.short_name),
        done=_("The line is reversed; both stay in the book."),
        then=lambda made: _book(row.unit),
        note=_(
            "Nothing is deleted: a second line takes the first one back. Somebody else does it than whoever entered it."
        ),
        more={"line": _lines([row])[0]},
    )

    def act() -> Entry:
        return verbs.reverse_entry(row.pk, by=request.user)

    return form_page(request, BareForm(bound(request)), act, ask)
