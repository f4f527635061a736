"""A jury that reads blind, objections that are answered, flowers that are counted by nobody's name, and walls one by one."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg.errors import CheckViolation

from network.access.gate import Refusal
from network.deadlines import sweep
from outreach.families import figures, jury, objecting, photos, rounds
from outreach.families.judging import JuryMark
from sisterhood.lib import clock
from tests.families import told
from tests.families.told import DAYS, does
from tests.house import acting, browser_of, person, plain_sql


def _seated(award, *names):
    return award.moves(jury.seat_jury, DAYS["discuss"], jurors=[person(name) for name in names])


def _of(name):
    with acting(name) as (_who, scope):
        return list(JuryMark.objects.of_juror(scope).filter(given_at=None))


def test_a_juror_reads_words_without_a_name_and_nobody_elses_points(fresh_house):
    award, rows = told.standing()
    assert _seated(award, "duan", "xu") == 6
    duan = browser_of("duan")
    mark = _of("duan")[0]
    page = duan.get(f"/outreach/families/jury/{mark.pk}/").content.decode()
    assert told.STORY in page
    for hidden in ("赵家", "钱家", "孙家", rows[0].unit.short_name, "罗秀英", "家庭自荐"):
        assert hidden not in page
    with acting("duan"):
        assert plain_sql("select id from outreach_familynomination") == []
        assert plain_sql("select distinct juror_id from outreach_jurymark") == [(person("duan").pk,)]
    address = f"/outreach/families/jury/{mark.pk}/"
    assert "请给分，或勾选回避" in duan.post(address, {"points": ""}).content.decode()
    assert duan.post(address, {"points": "8"}).status_code == 302
    assert fresh_house.raw("select points from outreach_jurymark where id = %s", [mark.pk]) == [(8,)]
    # Given is given; and not one point is seen by the county before everybody has answered.
    assert duan.post(address, {"points": "1"}).status_code == 200
    with acting("duan"):
        assert plain_sql("update outreach_jurymark set points = 1 where id = %s returning 1", [mark.pk]) == []
    with acting("gao"):
        assert plain_sql("select points from outreach_jurymark") == []
    for juror in ("duan", "xu"):
        for each in _of(juror):
            does(juror, jury.give_points, each.pk, points=6)
    with acting("gao"):
        assert jury.together(award.row)[mark.family_id] == (14, 2)
    assert (
        "评议：2 人共给 14 分"
        in browser_of("gao").get(f"/outreach/families/{award.pk}/pass_on_list/").content.decode()
    )


def test_whoever_is_of_the_family_entered_it_or_visited_it_gives_no_points(fresh_house):
    award = told.Round(40)
    award.moves(rounds.call_families, 0)
    row = award.drafted("石家", photo=False)
    at = award.at(1)
    does("luo", told.writing.name_person, row.pk, consent=told.consent(at, name="段律"), at=at)
    does("luo", told.writing.submit_family, row.pk, statement_on=clock.local_date(at), at=at)
    award.visited(row)
    award.talked("luo")
    award.listed("luo", told.village(), row)
    award.listed("tian", told.township(), row)
    _seated(award, "duan", "shi", "xu")
    away = fresh_house.raw("select juror_id, is_recused from outreach_jurymark")
    assert dict(away) == {person("duan").pk: True, person("shi").pk: True, person("xu").pk: False}
    mark = _of("xu")[0]
    does("xu", jury.stay_away, mark.pk)
    with acting("gao"):
        assert jury.together(award.row) == {row.pk: (0, 0)}
    with pytest.raises(CheckViolation, match="jury_mark_points"):
        fresh_house.raw("update outreach_jurymark set points = 3 where id = %s", [mark.pk])


def test_an_objection_has_a_clock_no_name_and_keeps_the_titles_waiting(fresh_house):
    award, rows = told.in_notice(36)
    on = clock.local_date(award.at(32))
    made = does(
        "luo",
        objecting.enter_objection,
        rows[0].pk,
        about="story",
        heard="phone",
        taken_on=on,
        at=award.at(32),
    )
    clocks = "select limit_id, owner_id, state from network_clock where part = %s"
    assert fresh_house.raw(clocks, [made.pk]) == [("family.objection", person("gao").pk, "running")]
    with pytest.raises(Refusal) as waits:
        award.moves(rounds.decide_awards, 60, titles={rows[0].pk: "beautiful_family"})
    assert waits.value.code == "objection"
    for who in ("luo", "lin", "feng"):
        with pytest.raises(Refusal):
            does(who, objecting.answer_objection, made.pk, upheld=True, answer="属实", at=award.at(33))
    with pytest.raises(Refusal) as named:
        does(
            "gao", objecting.answer_objection, made.pk, upheld=False, answer="问13812345678", at=award.at(33)
        )
    assert named.value.code == "answer"
    does("gao", objecting.answer_objection, made.pk, upheld=True, answer="文字有误", at=award.at(33))
    assert fresh_house.raw(clocks, [made.pk])[0][2] == "met"
    assert fresh_house.raw("select state from outreach_familynomination where id = %s", [rows[0].pk]) == [
        ("not_chosen",)
    ]


def test_every_stage_that_nobody_moves_on_reminds_whoever_opened_the_round(fresh_house):
    told.Round(60)
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now(), limit=100)
    assert fresh_house.raw("select distinct recipient_id from network_outboxmessage") == [(person("gao").pk,)]


def test_one_person_gives_three_flowers_a_day_and_nobody_knows_who(fresh_house):
    _award, rows = told.awarded()
    anybody = Client()
    address = f"/families/{rows[0].pk}/flower/"
    for n in range(1, 4):
        assert f"{n} 朵花" in anybody.post(address).content.decode()
    said = anybody.post(address).content.decode()
    assert "明天再来" in said and "3 朵花" in said
    forged = Client()
    forged.cookies["flowers"] = anybody.cookies["flowers"].value[:-3] + "xxx"
    assert "4 朵花" in forged.post(address).content.decode()
    columns = {
        row[0]
        for row in fresh_house.raw(
            "select column_name from information_schema.columns where table_name like 'outreach_fam%%'"
        )
    }
    assert not columns & {"ip", "address", "session", "browser"}
    # Many from one line are too many, whatever the browsers say.
    fresh_house.raw("update network_limit set length = 5 where code = 'family.line'")
    assert [Client().post(address).status_code for _n in range(3)] == [200, 429, 429]
    assert Client().post(f"/families/{rows[2].pk}/flower/").status_code == 404


def test_codes_are_not_guessed(fresh_house):
    told.awarded()
    answers = [Client().post("/families/withdraw/", {"code": f"{n:016d}"}).status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2
    for wrong in ("", "x" * 40, "１２３", "0" * 16):
        assert Client().post("/families/withdraw/", {"code": wrong}).status_code in (200, 429)


def test_a_village_passes_on_no_more_than_its_places_however_many_hands_press(fresh_house):
    award = told.Round(40, village_places=1)
    award.moves(rounds.call_families, 0)
    rows = [award.nominated("甲家", photo=False), award.nominated("乙家", photo=False)]
    award.visited(*rows)
    award.talked("luo")
    done, refused = [], []

    def press(row):
        try:
            award.listed("luo", told.village(), row)
            done.append(row.pk)
        except Refusal as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[row]) for row in rows]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert len(done) == 1 and len(refused) == 1
    states = [row[0] for row in fresh_house.raw("select state from outreach_familynomination order by state")]
    assert states == ["not_chosen", "recommended"]


def test_titles_are_counted_by_the_database(fresh_house):
    award, rows = told.in_notice(45)
    fresh_house.raw("update outreach_awardround set award_places = 1 where id = %s", [award.pk])
    titles = {row.pk: "beautiful_family" for row in rows[:2]}
    with pytest.raises(Refusal) as many:
        award.moves(rounds.decide_awards, 44, titles=titles)
    assert many.value.code == "titles"
    give = "update outreach_familynomination set state = 'chosen', title = 'beautiful_family' where id = %s returning 1"
    with acting("gao"), pytest.raises(DatabaseError, match="every title is given"), transaction.atomic():
        for row in rows[:2]:
            plain_sql(give, [row.pk])


@pytest.mark.parametrize("who", ["feng", "duan", "he", "sysadmin", "auditor"])
def test_each_wall_stands_alone(fresh_house, who):
    award, rows = told.in_notice(33)
    with acting(who):
        for table in (
            "familynomination",
            "familyperson",
            "familylist",
            "familylisted",
            "familyobjection",
            "familydiscussion",
        ):
            assert plain_sql(f"select * from outreach_{table}") == [], table
        for change in ("familynomination set state = 'withdrawn'", "awardround set state = 'called_off'"):
            assert plain_sql(f"update outreach_{change} returning 1") == []
    with acting("luo"):
        for statement in (
            "update outreach_familynomination set flowers = 9",
            "delete from outreach_familynomination",
            "update outreach_familyperson set code = null",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                plain_sql(f"{statement} returning 1")
        assert plain_sql("delete from outreach_familyperson returning 1") == []  # not while it is judged
    assert award and rows


@pytest.mark.parametrize("state", ["in_notice", "chosen", "awarded"])
def test_a_village_gives_its_family_no_title_even_past_the_verbs(fresh_house, state):
    _award, rows = told.in_notice(33)
    statement = "update outreach_familynomination set state = %s, title = 'beautiful_family' where id = %s returning 1"
    with acting("luo"), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql(statement, [state, rows[2 if state == "in_notice" else 0].pk])
        plain_sql(statement, ["awarded", rows[0].pk])


def test_the_federation_takes_a_family_down_at_once_and_asks_no_reason(fresh_house):
    _award, rows = told.awarded()
    page = f"/outreach/families/nominations/{rows[1].pk}/withdraw_family/"
    assert browser_of("feng").post(page).status_code == 404
    assert browser_of("luo").post(page).status_code == 302
    assert "钱家" not in Client().get("/families/").content.decode()
    assert fresh_house.raw(
        "select state, wrapped from outreach_familynomination where id = %s", [rows[1].pk]
    ) == [("withdrawn", None)]


def test_what_has_hung_long_enough_comes_down_by_itself(fresh_house):
    _award, rows = told.awarded()
    fresh_house.raw(
        "update outreach_familynomination set shown_until = current_date - 2 where id = %s", [rows[0].pk]
    )
    assert "赵家" not in Client().get("/families/").content.decode()
    with fresh_house.login("worker"):
        assert photos.sweep()["down"] == 1
    assert fresh_house.raw(
        "select state, wrapped from outreach_familynomination where id = %s", [rows[0].pk]
    ) == [("awarded", None)]


def test_the_figures_of_the_year_equal_a_count_by_hand(fresh_house):
    award, rows = told.awarded()
    told.does("luo", objecting.withdraw_family, rows[0].pk)
    year = award.row.year
    with acting("tian") as (_tian, scope):
        counted = figures.by_child(scope, told.township(), year=year)
        mine, other = counted[told.village().pk], counted[told.village("wang").pk]
        titles = {
            str(label): (sought, given)
            for label, sought, given in figures.by_title(scope, told.township(), year=year)
        }
    assert mine == figures.Figures(2, 2, 30, 1, 1)
    assert other == figures.Figures(1, 0, 30, 1, 1)
    assert titles["最美家庭之星"] == (0, 1)
    page = browser_of("tian").get(f"/outreach/families/figures/?year={year}").content.decode()
    assert "推荐户" in page and "已签字并提交推荐" in page
    assert browser_of("tian").get("/outreach/families/figures/?year=9999&unit=x").status_code == 404
    assert browser_of("he").get("/outreach/families/figures/").status_code == 403


def test_a_form_that_is_sent_twice_is_one_round_and_bad_input_is_a_sentence(fresh_house):
    gao, first = browser_of("gao"), clock.today()
    days = {
        name: first + timedelta(days=n)
        for n, name in enumerate(("opens_on", "nominate_until", "visit_until", "discuss_until"))
    }
    form = {"name": "寻找最美家庭", "year": first.year, "ident": "a" * 32} | days
    form |= dict.fromkeys(("village_places", "township_places", "county_places", "award_places"), 2)
    for wrong, said in (
        ({"award_places": "9" * 30}, "请填"),
        ({"visit_until": first}, "每个阶段应晚于上一个阶段结束"),
        ({"year": "x"}, "请填"),
    ):
        page = gao.post("/outreach/families/new/", form | wrong)
        assert (
            page.status_code == 200
            and said in page.content.decode()
            and "寻找最美家庭" in page.content.decode()
        )
    assert {gao.post("/outreach/families/new/", form).url for _n in range(2)} == {
        gao.post("/outreach/families/new/", form).url
    }
    assert fresh_house.raw("select count(*) from outreach_awardround") == [(1,)]
    assert browser_of("luo").get("/outreach/families/new/").status_code == 403
    for address in (
        "/families/x/",
        "/families/?page=zz&county=%00",
        "/families/?page=99999999",
        "/families/notice/00000000-0000-0000-0000-000000000000/",
    ):
        assert Client().get(address).status_code in (200, 400, 404), address


def test_a_round_of_the_city_climbs_every_level_and_the_citys_leader_concludes_it(fresh_house):
    award = told.Round(40, by="zhou", unit=told.city(), county_places=1)
    award.moves(rounds.call_families, 0)
    rows = [award.nominated("丁家", photo=False), award.nominated("戊家", photo=False)]
    award.visited(*rows)
    award.talked("luo")
    with pytest.raises(Refusal):
        award.listed("lin", told.county(), rows[0])  # nothing skips a level
    award.listed("luo", told.village(), *rows)
    award.listed("tian", told.township(), *rows)
    award.listed("lin", told.county(), rows[1])
    at = fresh_house.raw(
        "select state, at_unit_id from outreach_familynomination where id = %s", [rows[1].pk]
    )
    assert at == [("recommended", told.city().pk)]
    award.listed("wu", told.city(), rows[1])
    with pytest.raises(Refusal):
        does("gao", rounds.publish_notice, award.pk, at=award.at(DAYS["notice"]))
    award.moves(rounds.publish_notice, DAYS["notice"])
    award.moves(rounds.decide_awards, 39, titles={rows[1].pk: "family_virtue_star"})
    award.moves(rounds.award_families, 39)
    assert "戊家" in Client().get("/families/").content.decode()


def test_whoever_was_not_chosen_takes_itself_back_before_the_round_is_over(fresh_house):
    award, rows = told.in_notice(33)
    code = award.codes[rows[2].pk][0]
    assert (
        "全部删除"
        in Client().post("/families/withdraw/", {"code": f"{code[:4]} {code[4:]}"}).content.decode()
    )
    left = fresh_house.raw(
        "select state, wrapped, story from outreach_familynomination where id = %s", [rows[2].pk]
    )
    assert left == [("withdrawn", None, None)]


STAGES = ("opens_on", "nominate_until", "visit_until", "discuss_until")


def _announced(**more):
    first = clock.today() + timedelta(days=2)
    days = {name: f"{first + timedelta(days=10 * n):%Y-%m-%d}" for n, name in enumerate(STAGES)}
    places = dict.fromkeys(("village_places", "township_places", "county_places", "award_places"), "2")
    return {"name": "寻找最美家庭", "year": str(first.year), "ident": "ab" * 16} | days | places | more


def test_a_first_day_that_no_calendar_reaches_is_said_at_its_field(fresh_house):
    this = clock.today().year
    far = {name: f"{this + 60}-0{n + 1}-03" for n, name in enumerate(STAGES)}
    answer = browser_of("gao").post("/outreach/families/new/", _announced(**far))
    assert answer.status_code == 200 and "第一天应在本届评选的年份内" in answer.content.decode()
    # Nobody has loaded the calendar of that year.
    fresh_house.raw("delete from network_calendarday where year_id > %s", [this])
    fresh_house.raw("delete from network_calendaryear where year > %s", [this])
    late = {name: f"{this + 2}-12-{n + 28}" for n, name in enumerate(STAGES)} | {"year": str(this + 1)}
    answer = browser_of("gao").post("/outreach/families/new/", _announced(**late))
    assert answer.status_code == 200 and "日历" in answer.content.decode()
    assert fresh_house.raw("select count(*) from outreach_awardround") == [(0,)]
    assert browser_of("gao").post("/outreach/families/new/", _announced()).status_code == 302


def test_a_juror_is_told_again_when_stories_were_added_and_only_then(fresh_house):
    award, _rows = told.standing()
    messages = "select count(*) from network_outboxmessage where kind = 'jury_seated' and recipient_id = %s"

    def heard(name):
        return fresh_house.raw(messages, [person(name).pk])[0][0]

    assert _seated(award, "duan") == 3 and heard("duan") == 1
    at, again = DAYS["discuss"] + 0.1, [person("duan"), person("xu")]
    assert award.moves(jury.seat_jury, at, jurors=again) == 3
    assert (heard("duan"), heard("xu")) == (1, 1)
    fresh_house.raw(
        "delete from outreach_jurymark where id = (select id from outreach_jurymark where juror_id = %s limit 1)",
        [person("duan").pk],
    )
    assert award.moves(jury.seat_jury, at + 0.1, jurors=again) == 1
    assert (heard("duan"), heard("xu")) == (2, 1)
