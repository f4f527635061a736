"""One step at a row: read its form, call its verb, say what happened. A refusal stands beside its field and loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from cases.casefile import held, once
from network.access.gate import Refusal
from sisterhood.lib.states import IllegalTransition


@dataclass(frozen=True)
class Step:
    """Its verb, its form, the sentence that is said afterwards; `keyed`: the verb takes the key of the form."""

    run: Callable[..., Any]
    form: type[Form]
    done: Any
    keyed: bool = False


def say(form: Form, refusal: Refusal | IllegalTransition) -> None:
    """Beside the field it names, else above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def bound(request: HttpRequest, form: type[Form], **more: Any) -> Any:
    """The form as it was posted, with files held from before, or an empty one."""
    if request.method != "POST":
        return form(**more)
    return form(request.POST, held.chosen(request.POST, request.FILES, by=request.user), **more)


def act(request: HttpRequest, form: Any, step: Step, *args: Any, what: str) -> Any:
    """What the verb made, or None: the form goes back to her with what she chose."""
    if form.is_bound and form.is_valid():
        more: dict[str, Any] = {}
        if step.keyed:
            more["key"] = once.key_of(request.POST, what=what, by=request.user)
        try:
            made = step.run(*args, by=request.user, **form.told, **more)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            return made
    if form.is_bound:
        held.keep(form, by=request.user)
    return None


def ident_of(request: HttpRequest) -> str:
    """The number of the form for its hidden field."""
    return once.ident_of(request.POST)
