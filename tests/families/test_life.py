"""From being put forward to the wall and back: everybody shown has consented alone, and whoever wants it back has it back at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from network.access.gate import Refusal
from network.staff import holdings
from outreach.families import rounds, writing
from outreach.families.models import FamilyNomination
from sisterhood.lib import clock
from tests.families import told
from tests.families.told import does
from tests.house import acting, browser_of, person


def _states(house, award):
    return dict(house.raw("select id, state from outreach_familynomination where round_id = %s", [award.pk]))


def test_a_family_goes_from_its_village_to_the_wall_and_one_code_takes_it_down_with_its_file(fresh_house):
    award, rows = told.awarded()
    first, second, third = rows
    assert _states(fresh_house, award) == {
        first.pk: "awarded",
        second.pk: "awarded",
        third.pk: "not_chosen",
    }
    anybody = Client()
    wall = anybody.get("/families/").content.decode()
    assert "赵家" in wall and "钱家" in wall and "孙家" not in wall
    page = anybody.get(f"/families/{first.pk}/")
    assert told.STORY in page.content.decode() and page["Cache-Control"] == "no-cache"
    photo = anybody.get(f"/families/{first.pk}/photo/small/")
    assert photo["Content-Type"] == "image/jpeg" and photo.content[:2] == b"\xff\xd8"
    again = anybody.get(f"/families/{first.pk}/", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304
    folder = Path(settings.MEDIA_ROOT) / "families" / first.pk.hex
    assert len(list(folder.iterdir())) == 2
    # One adult's code is enough; nothing else is asked.
    gone = anybody.post("/families/withdraw/", {"code": award.codes[first.pk][1]})
    assert "全部删除" in gone.content.decode()
    assert not folder.exists()
    for address in (f"/families/{first.pk}/", f"/families/{first.pk}/photo/large/"):
        assert anybody.get(address, headers={"if-none-match": page["ETag"]}).status_code == 404
    assert "赵家" not in anybody.get("/families/").content.decode()
    left = fresh_house.raw(
        "select wrapped, family_name, story, motto, photo, virtues, title, flowers, state from outreach_familynomination where id = %s",
        [first.pk],
    )
    assert left == [(None, None, None, None, None, [], "", 0, "withdrawn")]
    assert fresh_house.raw("select count(*) from outreach_familyperson where family_id = %s", [first.pk]) == [
        (0,)
    ]
    # The same code a second time finds nothing, and the federation sees that it went and not by whom.
    assert "没有" in anybody.post("/families/withdraw/", {"code": award.codes[first.pk][1]}).content.decode()
    seen = browser_of("luo").get(f"/outreach/families/nominations/{first.pk}/").content.decode()
    assert "赵家" not in seen and "甲" not in seen and "只保留数量" in seen


def test_whoever_is_not_chosen_is_forgotten_when_the_round_is_over(fresh_house):
    award, rows = told.awarded()
    left = fresh_house.raw(
        "select wrapped, story, photo from outreach_familynomination where id = %s", [rows[2].pk]
    )
    assert left == [(None, None, None)]
    assert not (Path(settings.MEDIA_ROOT) / "families" / rows[2].pk.hex).exists()
    assert fresh_house.raw(
        "select count(*) from outreach_familyperson where family_id = %s", [rows[2].pk]
    ) == [(0,)]


def test_no_stage_begins_before_the_last_day_of_the_one_before(fresh_house):
    award = told.Round(0)
    award.moves(rounds.call_families, 0)
    for verb, day in ((rounds.begin_visits, 10), (rounds.begin_discussion, 20), (rounds.publish_notice, 30)):
        with pytest.raises(Refusal) as early:
            award.moves(verb, day)
        assert early.value.code == "too_early"
        if verb is rounds.publish_notice:
            break
        award.moves(verb, day + 1)
    with pytest.raises(Refusal) as late:
        award.drafted("李家")
    assert late.value.code == "stage"


def test_the_notice_runs_five_working_days_and_no_title_is_given_before(fresh_house):
    award, rows = told.in_notice(33)
    row = fresh_house.raw(
        "select public_from, public_until from outreach_awardround where id = %s", [award.pk]
    )
    began, until = row[0]
    assert sum((began + timedelta(days=n)).weekday() < 5 for n in range(1, (until - began).days + 1)) >= 5
    assert "赵家" in Client().get(f"/families/notice/{award.pk}/").content.decode()
    with pytest.raises(Refusal) as early:
        award.moves(rounds.decide_awards, 32, titles={rows[0].pk: "beautiful_family"})
    assert early.value.code == "too_early"


def test_nobody_is_shown_who_was_not_asked_alone_and_a_child_only_with_a_guardian(fresh_house):
    award = told.Round(5)
    award.moves(rounds.call_families, 0)
    row = award.drafted("周家")
    at = award.at(1)
    for more, field in (
        ({"name": "周甲", "asked_alone": False}, "asked_alone"),
        ({"name": "周童", "is_adult": False}, "guardian"),
        ({"name": "周丙", "consented_on": clock.today() + timedelta(days=1)}, "consented_on"),
        ({"name": "周家甲"}, "name"),
        ({"name": "13812345678"}, "name"),
    ):
        with pytest.raises(Refusal) as refused:
            does("luo", writing.name_person, row.pk, consent=told.consent(at, **more), at=at)
        assert refused.value.code == field
    # Another photograph: everybody is asked anew, and without consent nothing goes on.
    does("luo", writing.add_photo, row.pk, content=told.picture("red"), at=at)
    with pytest.raises(Refusal) as missing:
        does("luo", writing.submit_family, row.pk, statement_on=clock.local_date(at), at=at)
    assert missing.value.code == "people"
    guardian, code = does(
        "luo", writing.name_person, row.pk, consent=told.consent(at, name="周母", in_photo=True), at=at
    )
    assert len(code) == 16
    child = told.consent(
        at, name="周童", is_adult=False, asked_alone=False, in_photo=True, guardian=guardian.pk
    )
    _made, none = does("luo", writing.name_person, row.pk, consent=child, at=at)
    assert none == ""
    done = does("luo", writing.submit_family, row.pk, statement_on=clock.local_date(at), at=at)
    assert done.state == "nominated"


def test_what_says_who_a_family_is_stands_nowhere_in_plain(fresh_house):
    award = told.Round(5)
    award.moves(rounds.call_families, 0)
    award.nominated("欧阳家")
    tables = fresh_house.raw(
        "select table_name from information_schema.tables where table_schema = 'public' and table_name ~ '^(outreach|network_audit|network_outbox)'"
    )
    for (table,) in tables:
        assert fresh_house.raw(f"select count(*) from {table} t where t::text like '%%欧阳%%'", []) == [
            (0,)
        ], table


def test_opening_a_family_is_logged_and_another_county_finds_nothing(fresh_house):
    award = told.Round(5)
    award.moves(rounds.call_families, 0)
    row = award.nominated("赵家")
    address = f"/outreach/families/nominations/{row.pk}/"
    assert "赵家" in browser_of("tian").get(address).content.decode()
    assert fresh_house.raw(
        "select count(*) from network_auditevent where action = 'reveal' and subject_id = %s", [str(row.pk)]
    ) == [(1,)]
    assert browser_of("feng").get(address).status_code == 404
    with acting("feng") as (_feng, scope):
        assert not FamilyNomination.objects.visible_to(scope).exists()
        assert not FamilyNomination.objects.exists()


def test_a_visit_of_a_village_that_its_township_owes_goes_over_with_the_post_of_the_township(fresh_house):
    award = told.Round(3)
    award.moves(rounds.call_families, 0)
    row = award.drafted("赵家")
    at = award.at(1)
    does("tian", writing.submit_family, row.pk, statement_on=clock.local_date(at), at=at)
    owner = "select owner_id from network_clock where limit_id = 'family.visit'"
    assert fresh_house.raw(owner) == [(person("tian").pk,)]
    with acting("gao") as (gao, _scope):
        assert holdings.counts(person("tian"), unit=told.township())["families"] == 1
        holdings.hand_over(person("tian"), person("lin"), unit=told.township(), by=gao, reason="rotation")
    assert fresh_house.raw(owner) == [(person("lin").pk,)]
