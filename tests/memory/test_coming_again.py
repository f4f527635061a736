"""She comes again: the same facts, new facts, after the last word; and two officers who write her down at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from cases.petitions.told import Named
from tests.house import House, browser_of
from tests.memory.asking import OTHER, WOMAN, intake
from tests.stories import matter


def _links(house: House) -> list[tuple]:
    return house.raw("select from_case_id, to_case_id, kind from cases_relatedmatter")


def _final(house: House, case) -> None:
    house.raw("update cases_petition set state = 'final' where case_id = %s", [case.pk])
    house.raw(
        "update cases_case set stage = 'final', phase = 'closed', closed_at = now() where id = %s", [case.pk]
    )


def test_the_check_page_links_her_earlier_matters_and_asks_what_she_brings(fresh_house):
    earlier, other = matter("lin", petitioner=WOMAN), matter("lin", petitioner=OTHER)
    page = browser_of("lin").post("/cases/register/", intake()).content.decode()
    assert f'href="/cases/{earlier.pk}/"' in page and f'value="{earlier.pk}"' in page
    assert other.number not in page
    answer = browser_of("lin").post("/cases/register/", intake(step="send", earlier=str(earlier.pk)))
    text = answer.content.decode()
    assert answer.status_code == 200 and "请说明是同一事实还是新事实" in text
    assert "门前的路被堵了" in text and fresh_house.raw("select count(*) from cases_case") == [(2,)]


def test_the_same_facts_in_handling_lead_to_both_matters_side_by_side(fresh_house):
    earlier = matter("lin", petitioner=WOMAN)
    data = intake(step="send", earlier=str(earlier.pk), said="repeat")
    answer = browser_of("lin").post("/cases/register/", data)
    ((later, to, kind),) = _links(fresh_house)
    assert (to, kind) == (earlier.pk, "repeat")
    assert answer["Location"] == f"/cases/{later}/merge/{earlier.pk}/"
    assert browser_of("lin").get(answer["Location"]).status_code == 200


def test_new_facts_make_a_matter_of_their_own_linked_with_the_closed_one(fresh_house):
    earlier = matter("lin", petitioner=WOMAN)
    _final(fresh_house, earlier)
    data = intake(step="send", earlier=str(earlier.pk), said="new_facts")
    answer = browser_of("lin").post("/cases/register/", data)
    ((later, to, kind),) = _links(fresh_house)
    assert (to, kind) == (earlier.pk, "new_facts") and answer["Location"] == f"/cases/{later}/"
    page = browser_of("lin").get(f"/cases/{earlier.pk}/").content.decode()
    assert "新事实" in page and str(later) in page
    notice = fresh_house.raw(
        "select count(*) from network_clock where subject_id = %s and limit_id = 'petition.notice'", [later]
    )
    assert notice == [(1,)]


def test_the_same_facts_after_the_last_word_are_logged_and_not_registered(fresh_house):
    earlier = matter("lin", petitioner=WOMAN)
    _final(fresh_house, earlier)
    data = intake(step="send", earlier=str(earlier.pk), said="repeat")
    answer = browser_of("lin").post("/cases/register/", data)
    assert answer["Location"] == f"/cases/{earlier.pk}/"
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]
    assert fresh_house.raw("select stage from cases_case") == [("final",)]
    assert "登记来访" in browser_of("lin").get(f"/cases/{earlier.pk}/").content.decode()
    assert fresh_house.raw("select count(*) from cases_event where verb = 'log_contact'") == [(1,)]


def test_a_final_matter_in_other_hands_is_logged_by_its_owner_and_nothing_typed_is_lost(fresh_house):
    earlier = matter("tian", petitioner=WOMAN)
    _final(fresh_house, earlier)
    data = intake(step="send", earlier=str(earlier.pk), said="repeat")
    answer = browser_of("tian").post("/cases/register/", data)
    text = answer.content.decode()
    assert answer.status_code == 200 and "由承办人登记来访" in text and "门前的路被堵了" in text
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]


def test_a_matter_that_she_may_not_open_or_of_another_woman_cannot_be_chosen(fresh_house):
    theirs, other = matter("zheng", petitioner=WOMAN), matter("lin", petitioner=OTHER)
    for case in (theirs, other):
        data = intake(step="send", earlier=str(case.pk), said="repeat")
        answer = browser_of("lin").post("/cases/register/", data)
        assert answer.status_code == 200 and theirs.number not in answer.content.decode()
    assert fresh_house.raw("select count(*) from cases_case") == [(2,)]
    assert not _links(fresh_house)


def test_a_restricted_registration_below_the_county_keeps_its_link_and_leaves_her_hands(fresh_house):
    earlier = matter("tian", petitioner=WOMAN)
    data = intake(step="send", earlier=str(earlier.pk), said="new_facts", safety="violence")
    answer = browser_of("tian").post("/cases/register/", data)
    assert answer.status_code == 302
    ((_later, to, kind),) = _links(fresh_house)
    assert (to, kind) == (earlier.pk, "new_facts")
    assert "关联事项" not in browser_of("tian").get(f"/cases/{earlier.pk}/").content.decode()


def test_an_entry_she_handed_on_may_be_named_and_makes_no_link_she_could_not_read(fresh_house):
    earlier = matter("lin", petitioner=WOMAN)
    fresh_house.raw(
        "update cases_case set owner_id = (select id from network_user where username = 'xu') where id = %s",
        [earlier.pk],
    )
    data = intake(step="send", earlier=str(earlier.pk), said="repeat")
    assert browser_of("lin").post("/cases/register/", data).status_code == 302
    assert not _links(fresh_house)


def test_two_officers_who_register_her_at_the_same_moment_count_one_first_and_one_repeat(fresh_house):
    for n in range(5):
        woman = Named(name=f"同一人{n}", phone=f"1380434{n:04d}", birth_year=1980)
        friend = Named(name=f"同来的人{n}", phone=f"1390434{n:04d}", birth_year=1981)
        start = Barrier(2)

        def write(job: tuple[str, tuple[Named, Named]], start: Barrier = start) -> object:
            username, (first, second) = job
            start.wait(10)
            try:
                return matter(username, petitioner=first, representatives=(second,)).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            made = list(pool.map(write, [("lin", (woman, friend)), ("zheng", (friend, woman))]))
        rows = fresh_house.raw("select is_repeat from cases_petition where case_id = any(%s)", [made])
        assert sorted(rows) == [(False,), (True,)]
    assert fresh_house.raw("select count(distinct number) from cases_case") == [(10,)]
