"""Changing a limit, its ladder or a rule of the house: one proposes a version from a day on, another decides.

A clock keeps the version it began with; nothing here touches a running one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.models import LadderStep, Limit
from network.deadlines.policy import REMINDER, StepRow
from network.deadlines.versions import LimitVersion, in_force
from network.notifications import outbox
from network.notifications.models import Setting, SettingVersion
from network.notifications.rules import Form, read_value
from network.policy.guards import GUARDS
from network.staff.models import Appointment, User
from sisterhood.lib import clock

APPROVERS = ("city_leader", "security_admin")

Version = LimitVersion | SettingVersion

_TURN = "select pg_advisory_xact_lock(77, 3)"


def _take_turn() -> None:
    """Changes of policy are proposed and decided one after another."""
    with connection.cursor() as cursor:
        cursor.execute(_TURN)


@dataclass(frozen=True)
class Wording:
    """What a limit is to say; periods as it counts, `steps` its whole ladder."""

    length: int
    remind_before: int
    extension: int
    steps: tuple[StepRow, ...]


def wording_of(limit: Limit, *, on: date) -> Wording:
    """What it says on a day."""
    terms = in_force(limit, on=on)
    version = terms if isinstance(terms, LimitVersion) else None
    return Wording(terms.length, terms.remind_before, terms.extension, ladder_of(limit, version))


def ladder_of(limit: Limit, version: LimitVersion | None) -> tuple[StepRow, ...]:
    """The steps of one wording."""
    rows = LadderStep.objects.filter(limit=limit, version=version).order_by("step", "levels_up", "recipient")
    return tuple(StepRow(r.step, r.after, r.levels_up, r.recipient, r.kind) for r in rows)


def _check_day(from_day: date) -> None:
    if from_day <= clock.today():
        raise Refusal(
            "from_day", _("A change begins tomorrow at the earliest: what runs today keeps its word.")
        )


def _check_text(reason: str, source: str) -> None:
    if not reason.strip():
        raise Refusal("reason", _("Please say why it changes."))
    if not source.strip():
        raise Refusal("source", _("Please name the law or the decision it rests on."))


def _check_law(limit: Limit, wanted: Wording) -> None:
    """Raises Refusal for what the law does not leave to us."""
    guard = GUARDS.get(limit.pk)
    if guard is None:
        return
    if wanted.length > guard.longest:
        words = {"source": guard.source, "most": guard.longest}
        raise Refusal(
            "length", _("%(source)s allows at most %(most)d. It may be shorter, not longer.") % words
        )
    if guard.is_right and wanted.length < guard.longest:
        words = {"source": guard.source, "most": guard.longest}
        raise Refusal(
            "length", _("%(source)s gives %(most)d; this time is a right and is not shortened.") % words
        )
    if wanted.extension > guard.longest_extension:
        words = {"source": guard.source, "most": guard.longest_extension}
        raise Refusal("extension", _("%(source)s allows an extension of at most %(most)d days.") % words)


def _check_ladder(limit: Limit, wanted: Wording) -> None:
    if wanted.length < 1:
        raise Refusal("length", _("A period is at least one long."))
    if wanted.remind_before >= wanted.length and wanted.remind_before:
        raise Refusal("remind_before", _("The reminder must come after the beginning."))
    if limit.steps.filter(version=None).exists() and not wanted.steps:
        raise Refusal("steps", _("A ladder needs at least one step."))
    seats = [(step.step, step.recipient, step.levels_up) for step in wanted.steps]
    if len(set(seats)) != len(seats):
        raise Refusal("steps", _("One step calls the same person twice."))
    moments: dict[int, tuple[int, str]] = {}
    for step in wanted.steps:
        if moments.setdefault(step.step, (step.after, step.kind)) != (step.after, step.kind):
            raise Refusal("steps", _("Step %(step)d has two moments or two kinds.") % {"step": step.step})
    rungs = [after for _step, (after, kind) in sorted(moments.items()) if kind != REMINDER]
    if rungs != sorted(rungs) or any(after < 0 for after in rungs):
        raise Refusal("steps", _("Rungs follow each other, none before the due moment."))


@transaction.atomic
def propose_limit(
    limit: Limit, wanted: Wording, *, from_day: date, reason: str, source: str, by: User
) -> LimitVersion:
    """A new wording from a day on, for clocks that start on that day or later; a second person decides.

    Raises Refusal: right, day, reason, the law's bounds, the ladder, nothing new, another proposal waits.
    """
    gate.require(rest.of(by), "propose_policy")
    _take_turn()
    limit = Limit.objects.get(pk=limit.pk)
    _check_day(from_day)
    _check_text(reason, source)
    _check_law(limit, wanted)
    _check_ladder(limit, wanted)
    if wanted == wording_of(limit, on=from_day):
        raise Refusal("same", _("Nothing differs from what will be in force on that day."))
    if LimitVersion.objects.filter(limit=limit, granted=None).exists():
        raise Refusal("waiting", _("A change of this period waits for its decision already."))
    _check_free(LimitVersion.objects.filter(limit=limit, granted=True, from_day=from_day))
    version = LimitVersion.objects.create(
        limit=limit,
        from_day=from_day,
        length=wanted.length,
        remind_before=wanted.remind_before,
        extension=wanted.extension,
        reason=reason.strip(),
        source=source.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    LadderStep.objects.bulk_create(
        LadderStep(limit=limit, version=version, **asdict(step)) for step in wanted.steps
    )
    _tell_approvers(version, by)
    return version


@transaction.atomic
def propose_setting(
    setting: Setting, *, value: str, from_day: date, reason: str, source: str, by: User
) -> SettingVersion:
    """A new value of a rule from a day on; a second person decides. Raises Refusal like `propose_limit`."""
    gate.require(rest.of(by), "propose_policy")
    _take_turn()
    _check_day(from_day)
    _check_text(reason, source)
    try:
        read_value(setting.form, value)
    except ValueError:
        raise Refusal("value", Form(setting.form).example) from None
    if Setting.objects.in_force(from_day).get(setting.pk) == value:
        raise Refusal("same", _("Nothing differs from what will be in force on that day."))
    if SettingVersion.objects.filter(setting=setting, granted=None).exists():
        raise Refusal("waiting", _("A change of this rule waits for its decision already."))
    _check_free(SettingVersion.objects.filter(setting=setting, granted=True, from_day=from_day))
    version = SettingVersion.objects.create(
        setting=setting,
        from_day=from_day,
        value=value,
        reason=reason.strip(),
        source=source.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    _tell_approvers(version, by)
    return version


def _check_free(same_day: Any) -> None:
    if same_day.exists():
        raise Refusal("from_day", _("Another change begins on that day. Choose another day."))


def _tell_approvers(version: Version, by: User) -> None:
    posts = Appointment.objects.on(clock.today()).filter(role__in=APPROVERS, user__is_active=True)
    people = sorted(set(posts.values_list("user_id", flat=True)) - {by.pk})
    outbox.post_many(outbox.Post("policy_waits", p, f"policy_waits:{version.pk}:{p}") for p in people)


@transaction.atomic
def decide(version: Version, *, grant: bool, by: User) -> Version:
    """The second person agrees or not; whoever proposed may only drop it. Before the day it begins.

    Raises Refusal: right, own, decided, too late, the law's bounds.
    """
    _take_turn()
    found: Sequence[Version] = list(type(version)._default_manager.select_for_update().filter(pk=version.pk))
    if not found:
        raise Refusal("decided", _("This has been decided already."))
    version = found[0]
    if grant or by.pk != version.proposed_by_id:
        gate.require(rest.of(by), "approve_policy")
    if grant:
        _check_day(version.from_day)
        if isinstance(version, LimitVersion):
            _check_law(version.limit, _worded(version))
    version.settle(by=by, at=clock.now(), grant=grant)
    code = version.limit_id if isinstance(version, LimitVersion) else version.setting_id
    kind = "limit" if isinstance(version, LimitVersion) else "setting"
    record.event(
        Action.GRANT if grant else Action.CHANGE,
        by=by,
        subject=(kind, code),
        detail={"version": str(version.pk), "from_day": str(version.from_day), "granted": grant},
    )
    return version


def _worded(version: LimitVersion) -> Wording:
    steps = ladder_of(version.limit, version)
    return Wording(version.length, version.remind_before, version.extension, steps)
