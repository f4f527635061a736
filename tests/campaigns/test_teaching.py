"""A teaching case is read by others only when a privacy officer, who did not write it, has signed."""

import pytest
from django.db import DatabaseError, transaction

from network.access.gate import Refusal
from outreach.campaigns import teaching
from outreach.campaigns.teaching import TeachingCase
from tests.campaigns import told
from tests.campaigns.told import OFFICER, VILLAGE
from tests.house import acting, browser_of, person, plain_sql
from tests.selection.told import does

SIGNER = "bai"
FACTS = {"title": "一张告诫书", "topic": "anti_dv", "text": "她先问自己安不安全。", "origin": "made_up"}


def _written(**more) -> TeachingCase:
    return does(OFFICER, teaching.write_story, told.county(), **(FACTS | more))


def test_nobody_reads_it_before_it_is_signed_and_then_villages_do(fresh_house):
    row = _written()
    does(OFFICER, teaching.send_story, row.pk)
    with acting(VILLAGE) as (_user, scope):
        assert not TeachingCase.objects.visible_to(scope).exists()
        assert plain_sql("select id from outreach_teachingcase") == []
    does(SIGNER, teaching.return_story, row.pk, remark="职业写得太细")
    does(OFFICER, teaching.revise_story, row.pk, **(FACTS | {"text": "改过的案例。"}))
    does(OFFICER, teaching.send_story, row.pk)
    does(SIGNER, teaching.sign_story, row.pk)
    with acting(VILLAGE) as (_user, scope):
        assert [each.text for each in TeachingCase.objects.visible_to(scope)] == ["改过的案例。"]
    clocks = fresh_house.raw(
        "select distinct state, owner_id from network_clock where subject_id = %s", [row.pk]
    )
    assert clocks == [("met", person(SIGNER).pk)]
    does(OFFICER, teaching.withdraw_story, row.pk)
    with acting(VILLAGE):
        assert plain_sql("select id from outreach_teachingcase") == []


def test_an_officer_signs_nothing_in_any_way(fresh_house):
    row = _written()
    does(OFFICER, teaching.send_story, row.pk)
    with pytest.raises(Refusal):
        does(OFFICER, teaching.sign_story, row.pk)
    forged = "update outreach_teachingcase set state = 'published', signed_by_id = %s, signed_at = now() where id = %s returning 1"
    for who in (OFFICER, "wu"):
        with acting(who) as (user, _scope), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(forged, [user.pk, row.pk])
    does(SIGNER, teaching.sign_story, row.pk)
    with acting(OFFICER), pytest.raises(DatabaseError, match="draft alone"), transaction.atomic():
        plain_sql("update outreach_teachingcase set text = 'x' where id = %s returning 1", [row.pk])


@pytest.mark.parametrize("text", ["身份证 220382199001011233", "她的电话是 13812345678"])
def test_numbers_of_people_never_stand_in_it(fresh_house, text):
    with pytest.raises(Refusal) as refused:
        _written(text=text)
    assert refused.value.code == "text"


def test_the_pages_lead_it_from_draft_to_the_list(fresh_house):
    lin, bai = browser_of(OFFICER), browser_of(SIGNER)
    form = FACTS | {"ident": "ab" * 16}
    made, again = (lin.post("/outreach/teaching/new/", form) for _n in range(2))
    assert made.status_code == 302 and made.url == again.url
    assert lin.post(f"{made.url}send_story/").status_code == 302
    assert "认不出任何人，同意发布" in bai.get(made.url).content.decode()
    assert "会让人认出来" in bai.post(f"{made.url}return_story/", {"remark": ""}).content.decode()
    assert bai.post(f"{made.url}sign_story/").status_code == 302
    assert "一张告诫书" in browser_of("he").get("/outreach/teaching/").content.decode()
    assert browser_of("duan").get("/outreach/teaching/").status_code == 403


def test_its_author_hears_when_it_comes_back_and_when_it_is_published(fresh_house):
    row = _written()
    does(OFFICER, teaching.send_story, row.pk)
    does(SIGNER, teaching.return_story, row.pk, remark="职业写得太细")
    does(OFFICER, teaching.send_story, row.pk)
    does(SIGNER, teaching.sign_story, row.pk)
    heard = fresh_house.raw(
        "select kind from network_outboxmessage where subject_id = %s and recipient_id = %s order by kind",
        [row.pk, person(OFFICER).pk],
    )
    assert heard == [("approved",), ("handed_back",)]
