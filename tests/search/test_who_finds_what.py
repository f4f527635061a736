"""Who finds what: everybody what she may see, nobody anything else, by whatever key."""

import pytest
from django.utils import translation

from cases.casefile import sealing, sharing
from cases.petitions.told import Named
from cases.search import asked as asking
from cases.search import verbs
from cases.vocabulary.reading import AccessReason
from network.access.gate import Refusal
from network.deadlines.models import Limit
from network.units import verbs as tree
from network.units.models import Unit
from tests.accusations.stories import ACCUSED, NAME, PHONE, REQUEST, accuse, furnish, readers
from tests.house import House, acting, plain_sql
from tests.stories import does, matter

WOMAN = Named(
    name="司空静宜", phone="13804341177", id_number="220302197901014526", birth_year=1979, gender="female"
)
OTHER = Named(name="上官云", phone="13804349999", birth_year=1985, gender="female")
KEYS = (WOMAN.name, WOMAN.phone, WOMAN.id_number)


def finds(username: str, text: str, *, people: bool = True) -> verbs.Found:
    """One search of hers, in a transaction of its own."""
    with translation.override("zh-hans"), acting(username) as (user, _scope):
        return verbs.search(asking.read(text), by=user, people=people)


def titles(found: verbs.Found, *codes: str) -> set[str]:
    """What the groups hold, all of them unless some are named."""
    return {
        str(hit.title) for group in found.groups if not codes or group.code in codes for hit in group.hits
    }


def numbers(username: str, text: str) -> set[str]:
    """Matters she is shown."""
    return titles(finds(username, text), "matters", "person")


@pytest.fixture(scope="module")
def town(house: House) -> dict:
    """Ordinary and sealed matters of 双辽, one of 铁东, one of a hamlet."""
    with house.login("migrator"):
        Limit.objects.filter(pk__in=["search.asked", "petition.look_ups"]).update(length=1_000_000)
    return {
        "ordinary": matter("lin", petitioner=WOMAN, category="marriage_family", channel="letter"),
        "sealed": matter("lin", petitioner=WOMAN, safety="violence"),
        "elsewhere": matter("zheng", petitioner=OTHER, category="property"),
        "hamlet": matter("he", channel="station", petitioner=Named(name="何小花", gender="female")),
    }


def test_an_officer_finds_her_matter_by_number_beginning_and_tail_of_digits(town):
    number = town["ordinary"].number
    for text in (
        number,
        number.lower(),
        number[:-1],
        number[:-4],
        "xf-2203",
        f" {number} ",
        number.replace("-", "—"),
    ):
        assert number in numbers("lin", text), text
    assert town["sealed"].number in numbers("lin", town["sealed"].number)
    assert numbers("lin", number + "9") == set()


def test_a_county_finds_nothing_of_another_by_any_key(town):
    case = town["elsewhere"]
    for text in (case.number, case.number[:12], "铁东区", "财产权益", OTHER.name, OTHER.phone):
        assert case.number not in numbers("lin", text), text
    assert numbers("zheng", case.number) == {case.number}


EVERYBODY = (
    "zhou",
    "wu",
    "tong",
    "bai",
    "ji",
    "sysadmin",
    "secadmin",
    "auditor",
    "gao",
    "xu",
    "duan",
    "yan",
    "tian",
    "shi",
)
EVERYBODY += ("sun", "luo", "wang", "he", "zheng")


def test_a_sealed_matter_is_found_by_its_owner_and_by_number_by_whom_its_card_was_lent(house, town):
    sealed = town["sealed"]
    lent = house.raw(
        "select u.username from cases_caseaccess a join network_user u on u.id = a.user_id"
        " where a.content_object_id = %s and a.until > now() and u.username <> 'lin'",
        [sealed.pk],
    )
    for text in (sealed.number, sealed.number[:6], "双辽", "婚姻家庭", *KEYS):
        found = {username for username in EVERYBODY if sealed.number in titles(finds(username, text))}
        assert found == ({name for (name,) in lent} if text.startswith("M-") else set()), text
    assert len(lent) < 3 and sealed.number in numbers("lin", WOMAN.phone)
    assert sealed.number not in numbers("lin", "双辽")  # no word of a sealed matter is kept


def test_whoever_sees_the_card_alone_finds_it_by_place_and_never_by_class(town):
    number = town["ordinary"].number
    for username in ("zhou", "wu", "xu"):
        assert number in numbers(username, "双辽市"), username
        assert number not in numbers(username, "婚姻家庭"), username
        assert number not in numbers(username, "来信"), username
    assert number in numbers("lin", "婚姻家庭") and number in numbers("lin", "双辽 来信")
    assert number in numbers("gao", "婚姻家庭 来信")
    assert number not in numbers("lin", "婚姻财产")


def test_class_and_way_stand_only_beside_what_she_may_open(town):
    def note(username: str) -> str:
        found = finds(username, town["ordinary"].number)
        return next(str(hit.note) for group in found.groups for hit in group.hits)

    assert "婚姻家庭" in note("lin") and "婚姻家庭" not in note("wu")


def test_a_person_typed_whole_leads_to_what_she_may_open_and_elsewhere_to_one_sentence(town):
    for key in KEYS:
        assert numbers("lin", key) >= {town["ordinary"].number, town["sealed"].number}, key
    assert numbers("zheng", WOMAN.phone) == set() and finds("zheng", WOMAN.phone).elsewhere
    assert not finds("zheng", "13800000000").elsewhere
    for part in (WOMAN.name[:2], WOMAN.phone[:-1], WOMAN.id_number[:-1]):
        assert town["ordinary"].number not in titles(finds("lin", part), "person"), part
        assert not finds("zheng", part).elsewhere


def test_who_has_no_area_is_told_of_her_own_matters_and_never_of_elsewhere(town):
    assert numbers("he", "何小花") == {town["hamlet"].number}
    for username in ("he", "luo", "shi", "tong", "bai", "sysadmin", "auditor"):
        found = finds(username, WOMAN.phone)
        assert not found.elsewhere and not titles(found, "matters", "person"), username


def test_a_sealed_matter_elsewhere_never_makes_the_sentence(house, town):
    hurt = Named(name="东方玉", phone="13804340001", gender="female")
    matter("lin", petitioner=hurt, safety="violence")
    assert not finds("zheng", hurt.phone).elsewhere and not finds("wu", hurt.phone).elsewhere


def test_an_accusation_is_found_by_nobody_not_even_by_its_readers(house, town):
    furnish(house)
    receipt = accuse("zheng", name=ACCUSED)
    assert len(readers(house, receipt)) == 2
    for username in (*EVERYBODY, "lin", "feng"):
        for text in (NAME, PHONE, ACCUSED, REQUEST, receipt.number):
            found = finds(username, text)
            assert receipt.number not in titles(found) and not found.elsewhere, (username, text)


def test_a_loan_of_a_card_is_found_by_place_and_of_an_open_matter_by_class(town):
    case = town["hamlet"]
    assert case.number not in numbers("lin", "综合类")
    does("lin", sharing.open_with_reason, case, reason=AccessReason.values[0])
    assert case.number in numbers("lin", "综合类") and case.number not in numbers("xu", "综合类")


def test_sealing_takes_the_words_away_at_once(house, town):
    case = matter("lin", category="culture_education")
    assert case.number in numbers("xu", "双辽市") and case.number in numbers("lin", "文化教育")
    with acting("lin") as (user, _scope):
        sealing.seal(case, by=user)
    assert house.raw("select 1 from cases_casetext where case_id = %s", [case.pk]) == []
    assert case.number not in numbers("xu", "双辽市") | numbers("gao", case.number) | numbers(
        "lin", "文化教育"
    )


@pytest.mark.parametrize("phase", ["restricted", "destroyed", "transferred"])
def test_what_is_only_stored_has_no_words_and_is_found_by_nobody(house, town, phase):
    case = matter("lin")
    house.raw("update cases_case set phase = %s where id = %s", [phase, case.pk])
    assert house.raw("select 1 from cases_casetext where case_id = %s", [case.pk]) == []
    for username in ("lin", "gao", "wu"):
        assert case.number not in numbers(username, case.number)


@pytest.mark.parametrize("login", ["app", "worker"])
def test_no_login_of_the_house_reads_the_words(house, town, login):
    with house.login(login), pytest.raises(Exception, match="permission denied"):
        plain_sql("select * from cases_casetext")


def test_a_matter_that_moves_is_found_where_it_is_now(house, town):
    case = matter("zheng")
    shuangliao = Unit.objects.get(code="220382000000", level=2)
    assert case.number not in numbers("xu", case.number)
    house.raw("update cases_case set unit_id = %s where id = %s", [shuangliao.pk, case.pk])
    assert case.number in numbers("xu", case.number) and case.number in numbers("xu", "双辽市")
    assert case.number not in titles(finds("wu", "铁东区"), "matters")


def test_a_unit_that_moves_takes_its_matters_along(fresh_house):
    case = matter("he", channel="station")
    village = Unit.objects.get(pk=case.unit.village_id)
    home, away = village.parent, Unit.objects.current().get(code="220303100000", level=3)
    assert case.number in numbers("xu", case.number) and case.number not in numbers("zheng", case.number)
    with acting("sysadmin") as (admin, _scope):
        tree.move_unit(village, to_parent=away, by=admin, reason="区划调整")
    assert case.number in numbers("zheng", case.number) and case.number in numbers("zheng", away.short_name)
    assert case.number not in numbers("xu", case.number) | numbers("tian", home.short_name)
    with acting("sysadmin") as (admin, _scope):
        tree.rename(village, official_name="新名村民委员会", short_name="新名村", by=admin)
    assert case.number in numbers("zheng", "新名村")


def test_units_people_and_pages_are_found_by_words_and_first_letters(town):
    assert "双山镇" in titles(finds("gao", "双山"), "units") and "双山镇" in titles(
        finds("gao", "ssz"), "units"
    )
    assert "许佳" in titles(finds("gao", "xj"), "people") and "许佳" in titles(finds("gao", "许佳"), "people")
    assert "案件台账" in titles(finds("lin", "台账"), "actions")
    assert titles(finds("he", "台账"), "actions") == set()
    assert "许佳" not in titles(finds("tian", "许佳"), "people")  # the county above is not her tree
    assert "山门镇" not in titles(finds("gao", "山门镇"), "units")


def test_what_she_may_ask_in_a_minute_ends_and_every_search_is_in_the_log_without_a_word(fresh_house):
    finds("lin", WOMAN.phone)
    finds("lin", "双辽市", people=False)
    rows = fresh_house.raw(
        "select subject_kind, purpose, detail::text from network_auditevent where action = 'search' order by id"
    )
    assert [row[0] for row in rows] == ["search", "petitioner", "search"]
    assert '"phone"' in rows[0][2] and '"phone"' in rows[1][2] and '"parts"' in rows[2][2]
    assert not [row for row in rows if WOMAN.phone in str(row) or "双辽" in str(row)]
    with fresh_house.login("migrator"):
        Limit.objects.filter(pk="search.asked").update(length=3)
    finds("lin", "双辽市", people=False)
    with pytest.raises(Refusal):
        finds("lin", "双辽市", people=False)
    finds("wu", "双辽市", people=False)


def test_the_palette_asks_for_nobody_by_name(fresh_house):
    matter("lin", petitioner=WOMAN)
    found = finds("lin", WOMAN.phone, people=False)
    assert not titles(found, "person") and not found.elsewhere
    asked = fresh_house.raw(
        "select count(*) from network_auditevent where action = 'search' and subject_kind = 'petitioner'"
    )
    assert asked == [(0,)]
