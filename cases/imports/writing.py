"""One chunk of rows becomes matters, set by set: a key for each case, a number for each, everything sealed."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.db.models import Model

from cases.casefile import sealed_files, sharing
from cases.casefile.models import Case, CaseKey, Event, Narrative
from cases.casefile.numbering import series_for
from cases.casefile.vault import Vault, keyring
from cases.imports.checking import LIMIT_OF, indexes, is_sealed, part
from cases.imports.columns import CLOSED, HANDLING
from cases.imports.models import ImportedMatter, LedgerImport
from cases.people.indexes import INDEXED, index_of
from cases.people.models import Person, SafeContact
from cases.petitions import counting
from cases.petitions.concerns import file_under
from cases.petitions.models import Petition
from cases.vocabulary.intake import PersonRole, Safety
from cases.vocabulary.petitions import Route
from cases.vocabulary.reading import AccessSource, Phase
from network.deadlines import clocks
from network.staff.appointments import holder
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.crypto import DataKey

STAGE = {CLOSED: "closed", HANDLING: "handling"}
NOON = time(12)


def _moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), NOON, clock.ZONE)


class Chunk:
    """The rows of one chunk and everything that is made of them, kept together until it is written."""

    def __init__(self, source: LedgerImport, rows: list[dict[str, Any]], *, by: User, at: datetime) -> None:
        self.source, self.rows, self.by, self.at = source, rows, by, at
        self.group = counting.group_limit()
        self.cases: list[Case] = []
        self.content: dict[type[Model], list[Any]] = defaultdict(list)

    def build(self) -> None:
        """Numbers first, in the order of the file; then each matter with its own key."""
        numbers = self._numbers()
        for values, number in zip(self.rows, numbers, strict=True):
            case = self._case(values, number)
            key = DataKey.generate()
            vault = Vault(key)
            self.cases.append(case)
            self.content[CaseKey].append(CaseKey(case=case, wrapped=keyring().wrap(key, case.pk)))
            self.content[Petition].append(self._petition(case, values))
            self._story(case, values, vault)
            self._people(case, values, vault)

    def _numbers(self) -> list[str]:
        """Gapless: as many as are needed from each series, at once."""
        wanted = [
            series_for(self.source.unit, year=int(values["received_on"][:4]), is_sealed=is_sealed(values))
            for values in self.rows
        ]
        next_of: dict[str, int] = {}
        with connection.cursor() as cursor:
            for series in sorted({key for key, _prefix in wanted}):
                cursor.execute("select take_numbers(%s, %s)", [series, sum(k == series for k, _p in wanted)])
                next_of[series] = cursor.fetchone()[0]
        numbers = []
        for series, prefix in wanted:
            numbers.append(f"{prefix}-{next_of[series]:04d}")
            next_of[series] += 1
        return numbers

    def _case(self, values: dict[str, Any], number: str) -> Case:
        closed = values["status"] == CLOSED
        return Case(
            number=number,
            unit=self.source.unit,
            origin_unit=self.source.unit,
            channel=values["channel"],
            category=values["category"],
            is_sealed=is_sealed(values),
            phase=Phase.CLOSED if closed else Phase.OPEN,
            stage=STAGE.get(values["status"], "registered"),
            owner=self.by,
            registered_by=self.by,
            taken_up_at=self.at,
            received_on=date.fromisoformat(values["received_on"]),
            opened_at=_moment(values["received_on"]),
            closed_at=_moment(values["closed_on"]) if closed else None,
        )

    def _petition(self, case: Case, values: dict[str, Any]) -> Petition:
        handling = values["status"] == HANDLING
        petition = Petition(
            case=case,
            state=case.stage,
            nature=values["nature"],
            safety=Safety(values["safety"]),
            group_size=values["group_size"],
            is_collective=counting.is_collective(values["group_size"], group=self.group),
            route=Route.R1 if handling else "",
            accepted_at=_moment(values["begun_on"]) if handling else None,
            answered_at=case.closed_at,
        )
        file_under(petition, category=case.category, item=None, concerns=())
        return petition

    def _story(self, case: Case, values: dict[str, Any], vault: Vault) -> None:
        story = Narrative(case=case, entered_by=self.by, entered_at=self.at)
        vault.seal(story, request=values["request"], facts=values["facts"], prior_steps=values["remarks"])
        contact = SafeContact(case=case, entered_by=self.by)  # nobody asked her, so no way is safe
        event = Event(
            case=case,
            verb="import",
            from_stage=case.stage,
            to_stage=case.stage,
            by=self.by,
            unit=self.source.unit,
            occurred_at=self.at,
            recorded_at=datetime.now(clock.ZONE),
        )
        vault.seal(event, note="\n".join(filter(None, (values["responsible"], values["result"]))))
        origin = ImportedMatter(case=case, source=self.source, row=values["row"])
        vault.seal(origin, old_number=values["old_number"])
        for row in (story, contact, event, origin):
            self.content[type(row)].append(row)

    def _people(self, case: Case, values: dict[str, Any], vault: Vault) -> None:
        petitioner = Person(
            case=case,
            role=PersonRole.PETITIONER,
            gender=values["gender"],
            birth_year=values["birth_year"],
            marital_status=values["marital_status"],
            entered_by=self.by,
            entered_at=self.at,
        )
        vault.seal(petitioner, **{column: values[column] for column in (*INDEXED, "address")})
        for domain, index in indexes(values).items():
            setattr(petitioner, f"{domain}_index", index)
        self.content[Person].append(petitioner)
        if values["respondent"]:
            other = Person(case=case, role=PersonRole.RESPONDENT, entered_by=self.by, entered_at=self.at)
            vault.seal(other, name=values["respondent"])
            other.name_index = index_of("name", values["respondent"])
            self.content[Person].append(other)

    def write(self) -> int:
        """Cards, keys, then content, each in one statement; then the clocks of what is still open."""
        Case.objects.bulk_create(self.cases)
        for model in (CaseKey, Petition, ImportedMatter, Narrative, SafeContact, Event, Person):
            model._default_manager.bulk_create(self.content[model])
        self._tell_leader()
        for status, limit in LIMIT_OF.items():
            subjects = [
                (("case", case.pk), date.fromisoformat(values["begun_on"] or values["received_on"]))
                for case, values in zip(self.cases, self.rows, strict=True)
                if values["status"] == status
            ]
            clocks.start_many(limit, subjects=subjects, unit=self.source.unit, owner=self.by, at=self.at)
        return len(self.cases)

    def _tell_leader(self) -> None:
        """Open sealed matters: the unit's leader gets their cards, as at an intake."""
        leader = holder(self.source.unit, "leader", on=clock.local_date(self.at))
        if leader is not None and leader.pk != self.by.pk:
            hidden = [case for case in self.cases if case.is_sealed and case.closed_at is None]
            sharing.receipts(hidden, to=leader, by=self.by, source=AccessSource.SUPERVISION)


def write_next(source: LedgerImport, *, by: User) -> None:
    """The next chunk of a locked import; the row counts it in the same transaction, so none comes in twice."""
    vault = sealed_files.vault_of(source.wrapped or b"", source.pk)
    rows = json.loads(sealed_files.read(vault, source.pk, part(source.next_chunk)))
    taken = list(_chosen(rows, skip_known=source.skip_known))
    chunk = Chunk(source, taken, by=by, at=clock.now())
    chunk.build()
    source.made += chunk.write()
    source.looked_at += len(rows)
    source.next_chunk += 1


def _chosen(rows: Iterable[dict[str, Any]], *, skip_known: bool) -> Iterable[dict[str, Any]]:
    return (values for values in rows if not (skip_known and values["known"]))
