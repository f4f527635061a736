"""The front door: sign-in, sign-out and one's own password.

Runs outside the scope transaction: a rollback would undo the counting of failures and the end of a session.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from network.access import rest
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.devices import verbs as devices
from network.devices.labels import mark_of
from network.sites import counting
from network.staff import accounts, lockout
from network.staff.appointments import scope_of
from network.staff.models import User
from sisterhood.desk import home, kept, seats, wrong_passwords
from sisterhood.desk.wrong_passwords import LONGEST_PASSWORD

LONGEST_NAME = 60
_PHONE = re.compile(r"Mobi|Android|iPhone|HarmonyOS|OpenHarmony", re.I)


class SignInForm(AuthenticationForm):
    """User name and password; the answer to a wrong name and to a wrong password is the same."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The user name or the password is not right. Please try again."),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["password"].max_length = LONGEST_PASSWORD
        self.fields["password"].widget.attrs["maxlength"] = LONGEST_PASSWORD

    def clean(self) -> dict[str, Any]:
        """Try the password, one guess at a time for each name; raises ValidationError with a sentence."""
        name = (self.cleaned_data.get("username") or "").strip().lower()
        password = self.cleaned_data.get("password") or ""
        if not name or not password:
            return self.cleaned_data
        if len(name) > LONGEST_NAME or len(password) > LONGEST_PASSWORD:
            raise self.get_invalid_login_error()
        with lockout.one_at_a_time(name):
            self.user_cache = authenticate(self.request, username=name, password=password)
        if self.user_cache is None:
            raise self._refusal(name)
        return self.cleaned_data

    def _refusal(self, name: str) -> forms.ValidationError:
        locked = bool(getattr(self.request, "axes_locked_out", False))
        self.request.axes_locked_out = False  # the page below says it better than the library's own
        with _seen_from(self.request):
            record.event(
                Action.SIGN_IN_FAILED,
                by=None,
                subject=(
                    "user",
                    User.objects.filter(username=name).values_list("pk", flat=True).first() or "",
                ),
                detail={"locked": locked},
            )
        if not locked:
            return self.get_invalid_login_error()
        return forms.ValidationError(wrong_passwords.wait_sentence(name), code="locked")


class SignIn(LoginView):
    """/sign-in/"""

    template_name = "registration/sign_in.html"
    form_class = SignInForm
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Where she wanted to go, if that is a page of ours and not a door."""
        wanted = super().get_redirect_url()
        doors = (reverse("sign_in"), reverse("sign_out"))
        return wanted if wanted.startswith("/") and not wanted.split("?")[0].startswith(doors) else ""

    def get_default_redirect_url(self) -> str:
        """Where she lands: leaders of a city or a county on the cockpit, everybody else at her desk."""
        user = self.request.user
        with rest.acting_as(Scope(user_id=user.pk)):
            leads = scope_of(user).holds("city_leader", "county_leader")
        return reverse("cockpit") if leads else super().get_default_redirect_url()

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """A new session key, the times and the device of the session, one audit row."""
        user, request = form.get_user(), self.request
        login(request, user)
        request.session["started"] = request.session["seen"] = int(time.time())
        on_phone = _PHONE.search(request.headers.get("User-Agent", ""))
        request.session["device"] = "phone" if on_phone else "desktop"
        with _seen_from(request):
            record.event(
                Action.SIGN_IN,
                by=user,
                subject=("user", user.pk),
                detail={"device": request.session["device"]},
            )
        mark = mark_of(request.COOKIES.get("device", ""))
        if mark is not None:
            devices.only_she_is_told(mark, stays=user.pk)
        words = kept.of(request, user)
        response = HttpResponseRedirect(words.page if words else self.get_success_url())
        seats.take(request, response, user)
        if request.COOKIES.get("text_size") in ("large", "normal"):
            home.keep_size(response, request.COOKIES["text_size"])
        return response


@never_cache
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and clears what the browser kept of her; a plain visit changes nothing."""
    if request.method != "POST":
        return redirect("/")
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    if request.user.is_authenticated:
        with _seen_from(request):
            record.event(Action.SIGN_OUT, by=request.user, subject=("user", request.user.pk))
        mark = mark_of(request.COOKIES.get("device", ""))
        if mark is not None:
            devices.only_she_is_told(mark, stays=None)
        kept.forget(request, response)
        seats.leave(request, response, request.user)
        logout(request)
    # What others keep on a shared phone stays; the script of the page says when nothing waits (`leaving.js`).
    response["Clear-Site-Data"] = '"cache", "storage"' if request.POST.get("empty") else '"cache"'
    return response


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @sensitive_variables("old")
    def clean_old_password(self) -> str:
        """The count and the lock of the door; the fifth miss signs her out."""
        old = self.cleaned_data["old_password"]
        sentence = wrong_passwords.refusal(self.request, old)
        if sentence:
            raise forms.ValidationError(sentence, code="password_incorrect")
        return old

    def clean_new_password2(self) -> str:
        """A new password must be new."""
        new = self.cleaned_data.get("new_password2", "")
        if new and new == self.cleaned_data.get("old_password"):
            raise forms.ValidationError(_("Choose a password that differs from the old one."), code="same")
        return new


class ChangePassword(PasswordChangeView):
    """/password/"""

    template_name = "registration/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("desk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether she comes here because she must."""
        return super().get_context_data(must=self.request.user.must_change_password, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks for the old password in this session."""
        return super().get_form_kwargs() | {"request": self.request}

    def form_invalid(self, form: ChangePasswordForm) -> HttpResponse:
        """Five wrong old passwords end the session: an unattended screen is no place to guess."""
        if not self.request.user.is_authenticated:
            return redirect("sign_in")
        return super().form_invalid(form)

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        """Her other sessions end, this one goes on under a new key."""
        user = accounts.change_password(
            self.request.user, new=form.cleaned_data["new_password1"], by=self.request.user
        )
        update_session_auth_hash(self.request, user)
        messages.success(self.request, _("Your password has been changed."))
        return redirect(self.get_success_url())


@contextmanager
def _seen_from(request: HttpRequest) -> Iterator[None]:
    """Audit rows written inside carry the session's mark and the address."""
    mark = (request.session.session_key or "")[:8]
    token = record.origin.set(record.Origin(session=mark, ip=counting.caller(request.META) or None))
    try:
        yield
    finally:
        record.origin.reset(token)
