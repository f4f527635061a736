"""A sentence, an access and a wall take their number from the row: another number there is another number everywhere."""

import re
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from cases.casefile import sharing
from cases.casefile.models import Case, CaseAccess
from cases.petitions import transitions
from network.deadlines.said import said, words_of
from tests.house import acting, browser_of, person
from tests.stories import does, matter


def _length(house, code: str, length: int) -> None:
    house.raw("update network_limit set length = %s where code = %s", [length, code])


def _text(client, path: str) -> str:
    return re.sub(r"\s+", " ", client.get(path).content.decode())


@pytest.mark.parametrize(
    ("code", "username", "path", "before", "after"),
    [
        ("reception.notice", "lin", "/duty/", "提前7日公示", "提前9日公示"),
        ("petition.notice", "lin", "/cases/register/", "15日书面告知期限", "9日书面告知期限"),
        ("ledger.keep", "lin", "/cases/exports/", "24小时后销毁", "9小时后销毁"),
    ],
)
def test_a_page_says_what_the_row_says(fresh_house, code, username, path, before, after):
    client = browser_of(username)
    assert before in _text(client, path)
    _length(fresh_house, code, 9)
    page = _text(client, path)
    assert after in page and before not in page


def test_a_sentence_is_read_when_it_is_shown_and_not_when_the_program_starts(fresh_house):
    sentence, time = said("within %(time)s", time="petition.unmerge"), words_of("petition.unmerge")
    first = str(sentence)
    _length(fresh_house, "petition.unmerge", 9)
    assert str(sentence) != first and str(time) in str(sentence)


def test_a_superior_looks_for_as_long_as_the_row_says_and_the_second_wall_agrees(fresh_house):
    case = matter("lin")
    _length(fresh_house, "access.reason", 48)
    with acting("wu") as (wu, _scope):
        sharing.open_with_reason(Case.objects.get(pk=case.pk), by=wu, reason="check")
        until = CaseAccess.objects.filter(user=wu, content_object=case.pk).latest("until").until
    assert timedelta(hours=47) < until - timezone.now() < timedelta(hours=49)
    _length(fresh_house, "access.reason", 4)
    other = matter("lin")
    with acting("wu") as (wu, _scope), pytest.raises(ProgrammingError), transaction.atomic():
        sharing.lend(
            Case.objects.get(pk=other.pk),
            to=wu,
            layer=sharing.CASE,
            by=wu,
            until=timezone.now() + timedelta(hours=24),
            source="reason",
        )


def test_a_leader_reads_a_sealed_matter_for_as_long_as_the_row_of_decisions_says(fresh_house):
    _length(fresh_house, "access.decision", 3)
    case = matter("lin", safety="violence")
    does("lin", transitions.triage, case, route="R1")
    ((until,),) = fresh_house.raw(
        "select max(until) from cases_caseaccess where user_id = %s and opens", [person("gao").pk]
    )
    assert timedelta(days=2) < until - timezone.now() < timedelta(days=4)


def test_a_receipt_lasts_as_long_as_its_row_says(fresh_house):
    _length(fresh_house, "access.receipt", 30)
    matter("he", safety="violence")
    ((until,),) = fresh_house.raw(
        "select max(until) from cases_caseaccess where user_id = %s", [person("he").pk]
    )
    assert timedelta(days=29) < until - timezone.now() < timedelta(days=31)
