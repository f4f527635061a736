"""A staff sheet read and checked row by row: what can come in, and in words what cannot. Nothing is written."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL, ROLES
from network.enrolment.columns import HEADINGS, NEEDED, ROLE_WORDS
from network.enrolment.models import StaffRow
from network.staff import appointments
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock, workbooks
from sisterhood.lib.workbooks import UnsafeWorkbook

MOST = 2000
HEAD_ROWS = 10
SEATED = {*LEADER_OF_LEVEL.values(), *OFFICER_OF_LEVEL.values()}
_PHONE = re.compile(r"1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[0-9]{7,8}")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class Fault(Exception):
    """Why one row stays outside; str() is the sentence."""


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else "".join(str(value).split())


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        raise Fault(_("“%(text)s” is not a date such as 2026-12-01.") % {"text": text[:20]}) from None


def lines(content: bytes) -> Iterable[tuple[int, dict[str, Any]]]:
    """(row number, cells by column) below the headings. Raises UnsafeWorkbook, also when headings are missing."""
    columns: dict[int, str] = {}
    for number, values in workbooks.rows(content):
        if columns:
            yield number, {name: values[at] for at, name in columns.items() if at < len(values)}
            continue
        known = {at: HEADINGS[_text(v)] for at, v in enumerate(values) if _text(v) in HEADINGS}
        if set(NEEDED) <= set(known.values()):
            columns = known
        elif number >= HEAD_ROWS:
            break
    if not columns:
        words = "、".join(NEEDED.values())
        raise UnsafeWorkbook(
            "headings",
            _("One of the first rows must hold the headings; %(words)s are missing.") % {"words": words},
        )


@dataclass
class Checked:
    """`good` rows without a sheet yet, and `faults` as [row number, sentence]."""

    good: list[StaffRow] = field(default_factory=list)
    faults: list[list[Any]] = field(default_factory=list)


class Checker:
    """Knows the tree, the accounts and the posts of today; each row is judged after those before it."""

    def __init__(self) -> None:
        units = list(Unit.objects.current().select_related("parent"))
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        self.by_id = {unit.pk: unit for unit in units}
        for unit in units:
            self.by_code[unit.code].append(unit)
            for name in {_text(unit.short_name), _text(unit.official_name)}:
                self.by_name[name].append(unit)
        self.usernames = set(User.objects.values_list("username", flat=True))
        live = Appointment.objects.on(clock.today())
        self.held = set(live.filter(is_primary=True).values_list("unit_id", "role"))
        self.known = set(live.values_list("unit_id", "role", "user__display_name"))
        self.serials: Counter[str] = Counter()

    def row(self, number: int, cells: dict[str, Any]) -> StaffRow:
        """The row as it would come in. Raises Fault."""
        name = _text(cells.get("display_name"))
        if not 2 <= len(name) <= 60:
            raise Fault(_("The name is missing or too long."))
        unit = self._unit(cells)
        role = self._role(_text(cells.get("role")), unit)
        starts, ends = _day(cells.get("starts_on")) or clock.today(), _day(cells.get("ends_on"))
        if ends is not None and ends < max(starts, clock.today()):
            raise Fault(_("The post ends before it begins, or is over already."))
        if (unit.pk, role, name) in self.known:
            raise Fault(_("%(name)s holds this post already.") % {"name": name})
        if role in SEATED and (unit.pk, role) in self.held:
            raise Fault(_("This post is held by somebody. End it first, then appoint."))
        said = guarded(unit, role)
        if said:
            raise Fault(said)
        row = StaffRow(number=number, display_name=name, unit=unit, role=role, starts_on=starts, ends_on=ends)
        row.work_phone = self._phone(_text(cells.get("work_phone")))
        row.username = self._username(_text(cells.get("username")), unit)
        row.place = self.by_id.get(unit.township_id or 0, unit) if unit.level > 3 else unit
        self.usernames.add(row.username)
        self.known.add((unit.pk, role, name))
        self.held |= {(unit.pk, role)} if role in SEATED else set()
        return row

    def _unit(self, cells: dict[str, Any]) -> Unit:
        code, name, parent = (_text(cells.get(key)) for key in ("code", "unit_name", "parent_name"))
        found = self.by_code.get(code, []) if code else self.by_name.get(name, [])
        if parent:
            found = [u for u in found if u.parent and parent in (u.parent.short_name, u.parent.official_name)]
        if not code and not name:
            raise Fault(_("The unit is missing: give its code, or its name and the unit above."))
        if not found:
            raise Fault(_("There is no unit “%(text)s” today.") % {"text": (code or name)[:40]})
        if len(found) > 1:
            raise Fault(
                _("Several units are called “%(text)s”. Give the code.") % {"text": (code or name)[:40]}
            )
        return found[0]

    @staticmethod
    def _role(word: str, unit: Unit) -> str:
        roles = ROLE_WORDS.get(word)
        if roles is None:
            raise Fault(_("“%(text)s” is no post that comes in by a list.") % {"text": word[:20] or "—"})
        for role in roles:
            if unit.level in ROLES[role].levels:
                return role
        words = {"role": word, "unit": unit.short_name}
        raise Fault(_("The post %(role)s does not exist at %(unit)s.") % words)

    @staticmethod
    def _phone(text: str) -> str:
        if text and not _PHONE.fullmatch(text):
            raise Fault(_("“%(text)s” is no telephone number.") % {"text": text[:20]})
        return text

    def _username(self, text: str, unit: Unit) -> str:
        """What the sheet says, else the unit's code and a serial number."""
        if not text:
            while True:
                self.serials[unit.code] += 1
                made = f"{unit.code}-{self.serials[unit.code]:02d}"
                if made not in self.usernames:
                    return made
        name = text.lower()
        try:
            UnicodeUsernameValidator()(name)
        except ValidationError as error:
            raise Fault(" ".join(error.messages)) from None
        if name in self.usernames:
            raise Fault(
                _("The user name %(name)s is taken, or stands twice in the list.") % {"name": name[:60]}
            )
        return name


def guarded(unit: Unit, role: str) -> str:
    """Why nobody is given this role here by a list, as by no other hand (`appointments.guard`); "" when she may."""
    try:
        appointments.ask_guards(User(), unit, role)
    except Refusal as refusal:
        return str(refusal)
    return ""


def check(content: bytes) -> Checked:
    """Every row of a workbook. Raises UnsafeWorkbook: not a workbook, no headings, no row, too many."""
    checker, result = Checker(), Checked()
    for number, cells in lines(content):
        if len(result.good) + len(result.faults) >= MOST:
            raise UnsafeWorkbook("too_many", _("At most %(most)d people in one list.") % {"most": MOST})
        try:
            result.good.append(checker.row(number, cells))
        except Fault as fault:
            result.faults.append([number, str(fault)])
    if not result.good and not result.faults:
        raise UnsafeWorkbook("empty", _("There is no row below the headings."))
    return result
