"""建章立制 (item 20): rule texts in versions; a matter is read beside the version in force when it was opened."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.documents.models import ProcedureDocument
from network.access import gate, rest
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.images import kind_of
from sisterhood.lib.uploads import MAX_BYTES


def in_force(on: date) -> list[ProcedureDocument]:
    """Of each title the version that was in force on a day, by title."""
    rows = ProcedureDocument.objects.filter(in_force_from__lte=on).defer("text", "file")
    return list(rows.order_by("title", "-in_force_from").distinct("title"))


def in_force_for(case: Case) -> list[ProcedureDocument]:
    """The versions that applied when the matter was opened."""
    return in_force(clock.local_date(case.opened_at))


@transaction.atomic
def publish(
    *,
    title: str,
    version: str,
    in_force_from: date,
    text: str,
    file: bytes = b"",
    by: User,
    at: datetime | None = None,
) -> ProcedureDocument:
    """One more version; none is ever changed or taken away. Raises Refusal with the sentence for the form."""
    gate.require(rest.of(by), "keep_rules")
    if not text.strip() and not file:
        raise Refusal("text", _("Write the text, or add it as a PDF file."))
    if file and (len(file) > MAX_BYTES or kind_of(file) != "application/pdf"):
        raise Refusal("file", _("Please add a PDF file of 10 MB at most."))
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(79, hashtext(%s))", [title.strip()])
    if ProcedureDocument.objects.filter(title=title.strip(), in_force_from=in_force_from).exists():
        raise Refusal("in_force_from", _("A version of this rule begins on that day already."))
    row = ProcedureDocument(
        title=title.strip(),
        version=version.strip(),
        in_force_from=in_force_from,
        text=text.strip(),
        file=file or None,
        entered_by=by,
        entered_at=at or clock.now(),
    )
    row.save(force_insert=True)
    return row
