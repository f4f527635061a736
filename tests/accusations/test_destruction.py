"""An accusation after its period: one reader appraises, the other destroys, and nobody else hears of either."""

import pytest
from django.db import DatabaseError, transaction

from cases.accusations import guard, keeping, verbs
from network.access.gate import Refusal
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.accusations.stories import ACCUSED, PLANTED, RECEIPT, RESULT, accuse, does, furnish, unit_of
from tests.house import acting, browser_of, plain_sql


@pytest.fixture
def closed(fresh_house):
    """Referred, answered, closed; the readers are wu and bai."""
    furnish(fresh_house)
    kept = accuse("he", unit_of(cast.WOHU_TOWN, 3), ACCUSED)
    today = clock.today()
    does("wu", verbs.refer, kept, organ="city", referred_on=today, receipt=RECEIPT, told_how="safe_way")
    does("bai", verbs.record_result, kept, result_on=today, result=RESULT)
    does("wu", verbs.close, kept, told_how="in_person")
    return kept


def _ages(house, kept, years: int = 11) -> None:
    house.raw(
        "update cases_accusation set closed_at = closed_at - make_interval(years => %s) where id = %s",
        [years, kept.pk],
    )


def test_two_readers_destroy_it_and_only_number_and_days_stay(closed, fresh_house):
    place = f"/cases/entrusted/{closed.pk}/"
    wu, bai = browser_of("wu"), browser_of("bai")
    assert "保管期限还没有满" in wu.get(f"{place}appraise_destruction/").content.decode()
    _ages(fresh_house, closed)
    assert f"{place}appraise_destruction/" in wu.get(place).content.decode()
    assert "先由一位阅办人鉴定" in bai.get(f"{place}confirm_destruction/").content.decode()
    assert wu.post(f"{place}appraise_destruction/", {"note": ""}).status_code == 200
    assert wu.post(f"{place}appraise_destruction/", {"note": "已看，无须再留"}).status_code == 302
    own = {"password": cast.PASSWORD}
    assert "由另一位阅办人确认" in wu.post(f"{place}confirm_destruction/", own).content.decode()
    assert bai.post(f"{place}confirm_destruction/", {"password": "x"}).status_code == 200
    assert bai.post(f"{place}confirm_destruction/", own).status_code == 302
    row = fresh_house.raw("select row_to_json(x)::text from cases_accusation x")[0][0]
    assert not [word for word in PLANTED if word in row] and closed.number in row
    assert fresh_house.raw("select length(wrapped), facts, receipt, result from cases_accusation") == [
        (0, None, None, None)
    ]
    about = "select accused_unit_id, accused_user_id, namesakes from cases_accusation"
    assert fresh_house.raw(about) == [(None, None, [])]  # nor whom it was about, nor who is called so
    assert fresh_house.raw("select count(*) from cases_accusationevent where note is not null") == [(0,)]
    for reader in (wu, bai):
        page = reader.get(place).content.decode()
        assert "已销毁" in page and not [word for word in PLANTED if word in page]
    assert "已销毁" in wu.post(f"{place}appraise_destruction/", {"note": "x"}).content.decode()
    assert closed.number in browser_of("he").get(f"/cases/{closed.pk}/").content.decode()


def test_nobody_else_sees_or_does_any_of_it(closed, fresh_house):
    _ages(fresh_house, closed)
    for who in ("zhou", "lin", "tian", "auditor", "feng"):
        assert browser_of(who).get(f"/cases/entrusted/{closed.pk}/appraise_destruction/").status_code in (
            403,
            404,
        )
        with acting(who), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql("select accusation_destroy(%s, now())", [closed.pk])
    with acting("wu"), pytest.raises(DatabaseError), transaction.atomic():
        plain_sql("select accusation_destroy(%s, now())", [closed.pk])  # nobody has appraised it
    does("wu", keeping.appraise_destruction, closed, note="已看")
    with pytest.raises(Refusal):
        does("wu", keeping.confirm_destruction, closed)
    for statement in (
        "update cases_accusation set destroyed_at = now() where id = %s returning 1",
        "update cases_accusation set appraised_by_id = null where id = %s returning 1",
    ):
        with acting("bai"), pytest.raises(DatabaseError), transaction.atomic():
            plain_sql(statement, [closed.pk])


def test_a_deserted_seat_is_filled_from_the_list_before_the_second_word(closed, fresh_house):
    _ages(fresh_house, closed)
    fresh_house.raw("update network_user set is_active = false where username = 'bai'")
    does("wu", keeping.appraise_destruction, closed, note="已看")
    seated = fresh_house.raw(
        "select u.username from cases_accusationreader r join network_user u on u.id = r.user_id"
        " where r.until_at is null order by r.seat"
    )
    other = next(name for (name,) in seated if name != "wu")
    assert other in ("feng", "ji", "jian")
    does(other, keeping.confirm_destruction, closed)
    assert fresh_house.raw("select destroyed_at is not null from cases_accusation") == [(True,)]


def _leave_the_house(house, *usernames) -> None:
    house.raw("update network_user set is_active = false where username = any(%s)", [list(usernames)])


def _night(house) -> list[str]:
    """The house looks after the seats; who sits then."""
    with house.login("worker"):
        guard.keep_seats()
    rows = house.raw(
        "select u.username from cases_accusationreader r join network_user u on u.id = r.user_id"
        " where r.until_at is null order by r.seat"
    )
    return [name for (name,) in rows]


def test_when_both_readers_have_left_the_house_two_of_the_list_destroy_it(closed, fresh_house):
    _leave_the_house(fresh_house, "wu", "bai")
    assert _night(fresh_house) == ["wu", "bai"]  # before the period is over nobody new learns of it
    _ages(fresh_house, closed)
    first, second = _night(fresh_house)
    assert {first, second} <= {"feng", "ji", "jian"} and _night(fresh_house) == [first, second]
    told = fresh_house.raw(
        "select u.username, m.kind from network_outboxmessage m join network_user u on u.id = m.recipient_id"
        " where m.subject_kind = 'accusation' and u.username = any(%s) order by 1, 2",
        [[first, second]],
    )
    assert told == [(name, kind) for name in sorted((first, second)) for kind in ("handed", "reminder")]
    does(first, keeping.appraise_destruction, closed, note="已看")
    does(second, keeping.confirm_destruction, closed)
    assert fresh_house.raw("select destroyed_at is not null from cases_accusation") == [(True,)]
    assert _night(fresh_house) == [first, second]


def test_when_the_second_leaves_after_the_first_word_somebody_takes_her_seat(closed, fresh_house):
    _ages(fresh_house, closed)
    does("wu", keeping.appraise_destruction, closed, note="已看")
    _leave_the_house(fresh_house, "bai")
    mine, other = _night(fresh_house)
    assert mine == "wu" and other in ("feng", "ji", "jian")
    does(other, keeping.confirm_destruction, closed)
    assert fresh_house.raw("select destroyed_at is not null from cases_accusation") == [(True,)]


def test_without_anybody_on_the_list_it_waits_until_there_is_somebody(closed, fresh_house):
    _ages(fresh_house, closed)
    _leave_the_house(fresh_house, "wu", "bai", "feng", "ji", "jian")
    assert _night(fresh_house) == []
    fresh_house.raw("update network_user set is_active = true where username in ('ji', 'jian')")
    assert _night(fresh_house) == ["ji", "jian"]
