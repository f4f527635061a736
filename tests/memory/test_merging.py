"""Two registrations of the same facts become one matter, and come apart again as if nothing had been."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.petitions import counting, hand_over, merging, relating, transitions
from cases.petitions.models import Petition
from cases.vocabulary.reading import AccessSource
from network.access.gate import Refusal
from tests.house import House, acting, browser_of, person, plain_sql
from tests.memory.asking import OTHER, WOMAN
from tests.stories import does, matter

COUNTED = {
    "cards": """select number, unit_id, owner_id, phase, stage, waits_for, closed_at, next_due_at, is_sealed
                from cases_case order by id""",
    "petitions": """select state, route, merged_into_id, merged_at, is_repeat, is_collective, is_skip_level,
                    group_size from cases_petition order by case_id""",
    "clocks": """select subject_id, limit_id, owner_id, unit_id, starts_on, due_at, internal_due_at, next_ring_at
                 from network_clock where state = 'running' order by 1, 2""",
    "links": "select from_case_id, to_case_id, kind from cases_relatedmatter order by 1, 2, 3",
    "people": "select case_id, role, md5(name), name_index, phone_index from cases_person order by id",
    "stories": "select case_id, md5(facts) from cases_narrative order by id",
    "loans": "select content_object_id, user_id, until from cases_caseaccess order by id",
    "messages": "select kind, recipient_id from network_outboxmessage order by id",
}


def _counted(house: House) -> dict[str, Any]:
    with acting("lin"):
        tally = counting.tally(Petition.objects.all())
    return {name: house.raw(sql) for name, sql in COUNTED.items()} | {"tally": tally}


@pytest.mark.parametrize(
    "facts", [{}, {"safety": "minor"}, {"group_size": 7}], ids=["plain", "child", "group"]
)
def test_merging_and_undoing_restores_everything_that_is_counted(fresh_house, facts):
    main, again = matter("lin", petitioner=WOMAN, **facts), matter("lin", petitioner=WOMAN, **facts)
    before = _counted(fresh_house)
    does("lin", merging.merge, again, into=main, notice_how="safe_way")
    merged = _counted(fresh_house)
    assert merged["tally"].matters == before["tally"].matters - 1
    assert merged["tally"].contacts == before["tally"].contacts
    assert len(merged["links"]) == len(before["links"]) + 1
    assert not [row for row in merged["clocks"] if row[0] == again.pk]
    does("lin", merging.unmerge, again, reason="事实不同")
    after = _counted(fresh_house)
    for name in before:
        assert after[name] == before[name], name


def test_a_matter_that_had_a_route_is_routed_again_and_owes_what_it_owed(fresh_house):
    main, again = matter("lin"), matter("lin")
    does("lin", transitions.triage, again, route="R5")
    owed = "select limit_id, due_at from network_clock where state = 'running' and subject_id = %s order by 1"
    before = fresh_house.raw(owed, [again.pk])
    assert {code for code, _due in before} == {"petition.notice", "petition.same_day"}
    does("lin", merging.merge, again, into=main, notice_how="safe_way")
    does("lin", merging.unmerge, again, reason="事实不同")
    after = fresh_house.raw(owed, [again.pk])
    assert set(before) <= set(after)
    assert {code for code, _due in after} - {code for code, _due in before} == {"petition.triage"}
    does("lin", transitions.triage, again, route="R10")


def test_a_restricted_matter_is_not_merged_with_an_ordinary_one(fresh_house):
    ordinary, sealed = matter("lin"), matter("lin", safety="violence")
    for goes, stays in ((ordinary, sealed), (sealed, ordinary)):
        with pytest.raises(Refusal) as refusal:
            does("lin", merging.merge, goes, into=stays, notice_how="safe_way")
        assert refusal.value.code == "stays"
    another = matter("lin", safety="violence")
    does("lin", merging.merge, another, into=sealed, notice_how="safe_way")


def test_nothing_is_merged_into_what_has_ended_or_into_itself(fresh_house):
    main, again = matter("lin"), matter("lin")
    with pytest.raises(Refusal):
        does("lin", merging.merge, again, into=again, notice_how="safe_way")
    does("lin", transitions.withdraw, main, reason="她自己要求")
    with pytest.raises(Refusal):
        does("lin", merging.merge, again, into=main, notice_how="safe_way")


def test_two_people_who_merge_each_into_the_other_leave_one_matter_going_on(fresh_house):
    for _round in range(4):
        one, two = matter("lin"), matter("lin")
        start = Barrier(2)

        def merge(pair: tuple[Case, Case], start: Barrier = start) -> bool:
            start.wait(10)
            try:
                does("lin", merging.merge, pair[0], into=pair[1], notice_how="safe_way")
            except Refusal:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(merge, [(one, two), (two, one)])) == [False, True]
        states = fresh_house.raw(
            "select state from cases_petition where case_id in (%s, %s)", [one.pk, two.pk]
        )
        assert sorted(states) == [("merged",), ("registered",)]


def _lend(case: Case, to: str) -> None:
    with acting("lin") as (lin, _scope):
        until = case.opened_at.replace(year=2099)
        for layer in (sharing.CASE, sharing.NARRATIVE):
            sharing.lend(case, to=person(to), layer=layer, by=lin, until=until, source=AccessSource.LENT)


def test_the_link_is_shown_to_whoever_may_open_both_and_to_nobody_else(fresh_house):
    main, again = matter("lin", petitioner=WOMAN), matter("lin", petitioner=WOMAN)
    does("lin", merging.merge, again, into=main, notice_how="safe_way")
    _lend(main, "zheng")
    page = browser_of("lin").get(f"/cases/{main.pk}/").content.decode()
    assert "关联事项" in page and again.number in page and "并入" in page
    assert main.number in browser_of("gao").get(f"/cases/{again.pk}/").content.decode()
    page = browser_of("zheng").get(f"/cases/{main.pk}/").content.decode()
    assert main.number in page and again.number not in page and "关联事项" not in page
    with acting("zheng") as (_user, scope):
        assert relating.related(main, scope) == []
        assert plain_sql("select count(*) from cases_relatedmatter") == [(0,)]
    _lend(again, "zheng")
    assert again.number in browser_of("zheng").get(f"/cases/{main.pk}/").content.decode()
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(again, user=person("zheng"), by=lin, reason="亲属", source="owner")
    assert again.number not in browser_of("zheng").get(f"/cases/{main.pk}/").content.decode()
    with acting("zheng"):
        assert plain_sql("select count(*) from cases_relatedmatter") == [(0,)]


def test_the_merge_page_offers_her_matters_and_the_next_page_asks_which_goes_on(fresh_house):
    main, again = matter("lin", petitioner=WOMAN), matter("lin", petitioner=WOMAN)
    stranger = matter("lin", petitioner=OTHER)
    client = browser_of("lin")
    page = client.get(f"/cases/{again.pk}/merge/").content.decode()
    assert main.number in page and stranger.number not in page
    address = f"/cases/{again.pk}/merge/{main.pk}/"
    assert address in page
    page = client.get(address).content.decode()
    assert main.number in page and again.number in page and "并案说明" in page
    answer = client.post(address, {"stays": "", "notice_how": "safe_way"})
    assert answer.status_code == 200 and "请选择保留哪一件" in answer.content.decode()
    answer = client.post(address, {"stays": str(again.pk), "notice_how": "safe_way"})
    assert answer.status_code == 302 and answer["Location"] == f"/cases/{again.pk}/"
    assert fresh_house.raw("select merged_into_id from cases_petition where case_id = %s", [main.pk]) == [
        (again.pk,)
    ]


def test_a_matter_of_another_woman_of_the_group_is_found_by_its_number(fresh_house):
    main, again = matter("lin", petitioner=WOMAN), matter("lin", petitioner=OTHER)
    foreign = matter("zheng")
    client, address = browser_of("lin"), f"/cases/{again.pk}/merge/"
    answer = client.post(address, {"number": f" {main.number} "})
    assert answer["Location"] == f"{address}{main.pk}/"
    bodies = []
    for number in (foreign.number, "XF-0000-2026-0001"):
        answer = client.post(address, {"number": number})
        assert answer.status_code == 200
        bodies.append(answer.content.decode().replace(number, "").split("<main")[1].split("csrf")[0])
    assert bodies[0] == bodies[1]


def test_what_is_in_handling_stays_and_a_final_matter_takes_nothing_in(fresh_house):
    handled, again = matter("lin", petitioner=WOMAN), matter("lin", petitioner=WOMAN)
    does("lin", transitions.triage, handled, route="R1")
    does("gao", transitions.accept, handled, notice_how="safe_way")
    page = browser_of("lin").get(f"/cases/{again.pk}/merge/{handled.pk}/").content.decode()
    assert f'value="{handled.pk}"' in page and f'value="{again.pk}"' not in page
    assert "这一件已在办理，只能保留" in page
    does("lin", transitions.withdraw, handled, reason="她自己要求")
    page = browser_of("lin").get(f"/cases/{again.pk}/merge/{handled.pk}/").content.decode()
    assert 'name="stays"' not in page and "已经办结，不能并入" in page


def test_a_matter_of_another_federation_guides_to_declining_by_its_reason(fresh_house):
    theirs, ours = matter("zheng", petitioner=WOMAN), matter("lin", petitioner=WOMAN)
    with acting("zheng") as (zheng, _scope):
        until = theirs.opened_at.replace(year=2099)
        sharing.lend(
            theirs, to=person("gao"), layer=sharing.CASE, by=zheng, until=until, source=AccessSource.LENT
        )
    does("lin", transitions.triage, ours, route="R1")
    page = browser_of("gao").get(f"/cases/{ours.pk}/merge/{theirs.pk}/").content.decode()
    assert "另一单位正在办理" in page and f"/cases/{ours.pk}/decline/" in page
    answer = browser_of("gao").post(
        f"/cases/{ours.pk}/decline/", {"reason": "in_handling", "note": "由铁东区妇联办理"}
    )
    assert answer.status_code == 302


def test_a_pair_she_may_not_open_whole_does_not_exist_for_her(fresh_house):
    mine, theirs = matter("lin"), matter("zheng")
    lin = browser_of("lin")
    assert lin.get(f"/cases/{mine.pk}/merge/{theirs.pk}/").status_code == 404
    assert lin.get(f"/cases/{theirs.pk}/merge/{mine.pk}/").status_code == 404
    assert lin.get(f"/cases/{mine.pk}/merge/{mine.pk}/").status_code == 404
    assert lin.get(f"/cases/{theirs.pk}/merge/").status_code == 404
