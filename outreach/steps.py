"""A form with one button, as every page of helping hands shows it: GET asks, POST runs one verb, a refusal loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.casefile import once
from network.access.gate import Refusal
from outreach.frames import base_of
from sisterhood.lib.states import IllegalTransition


@dataclass(frozen=True)
class Ask:
    """What stands around the form. `back`: (address, words). `then`: from what the verb made to the next address."""

    title: Any
    button: Any
    back: tuple[str, Any]
    done: Any
    then: Callable[[Any], str]
    note: Any = ""
    late: Any = None
    more: dict[str, Any] = field(default_factory=dict)


class BareForm(forms.Form):
    """No field: a question, answered by the button."""


def say(form: forms.Form, refusal: Refusal | IllegalTransition) -> None:
    """At its field, where it has one; else above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def bound(request: HttpRequest) -> Any:
    """What was posted, or None."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, form: forms.Form, act: Callable[..., Any], ask: Ask) -> HttpResponse:
    """The page of one form. `act` takes what was filled in; `ask.late` is said instead of a form that leads nowhere."""
    if form.is_bound and form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            if ask.done:
                messages.success(request, ask.done)
            return redirect(ask.then(made))
    context = {"ask": ask, "form": form, "base": base_of(request), "ident": once.ident_of(request.POST)}
    return render(request, "outreach/helping/form.html", context | ask.more)


def open_page(
    request: HttpRequest,
    form: forms.Form,
    opens: Callable[..., list[tuple[Any, str]]],
    ask: Ask,
) -> HttpResponse:
    """What is sealed, in clear, on the answer of this post alone: nowhere in an address, and kept by no browser."""
    if form.is_bound and form.is_valid():
        try:
            shown = opens(**form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            answer = render(request, "outreach/helping/opened.html", {"ask": ask, "shown": shown})
            answer["Cache-Control"] = "no-store"
            return answer
    context = {"ask": ask, "form": form, "base": base_of(request), "ident": once.fresh()}
    return render(request, "outreach/helping/form.html", context)
