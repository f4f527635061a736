"""Through the pages: only what fits is offered, a refusal loses nothing, a double tap acts once, others find nothing."""

import re
from datetime import timedelta

from cases.coordination import co_handling
from sisterhood.lib import clock
from tests.assistance.conftest import BODY, PAPER, REQUEST, SHARED, asked, begun, recorded, sealed, state
from tests.house import browser_of, person
from tests.stories import does, matter

TOLD = {"kind": "land", "body": BODY, "request": REQUEST, "manner": "signed", "shared": SHARED}


def _page(username: str, place: str) -> str:
    answer = browser_of(username).get(place)
    assert answer.status_code == 200, place
    return answer.content.decode()


def _ident(page: str) -> str:
    found = re.search(r'name="ident" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def test_an_ordinary_matter_is_offered_what_it_carries_and_told_where_the_rest_stands(house):
    case = matter("lin")
    place = f"/cases/{case.pk}/assistance/new/"
    assert place in _page("lin", f"/cases/{case.pk}/")
    page = _page("lin", place)
    for kind in ("land", "guardian", "lawsuit", "interview"):
        assert f'value="{kind}"' in page
    for kind in ("harassment", "trafficking"):
        assert f'value="{kind}"' not in page
    assert "只能在保密事项中办理" in page and f"/cases/{case.pk}/protection/" in page
    hidden = _page("lin", f"/cases/{sealed().pk}/assistance/new/")
    assert 'value="harassment"' in hidden and 'value="trafficking"' in hidden and "先拨打110" in hidden


def test_what_was_typed_is_not_lost_and_the_sentence_stands_beside_its_field(house):
    case = matter("lin")
    place = f"/cases/{case.pk}/assistance/new/"
    answer = browser_of("lin").post(place, TOLD | {"manner": ""})
    page = answer.content.decode()
    assert answer.status_code == 200 and REQUEST in page and "未经本人同意" in page
    answer = browser_of("lin").post(place, TOLD | {"kind": "harassment"})
    assert answer.status_code == 200 and REQUEST in answer.content.decode()
    assert house.raw("select count(*) from cases_rightsassistance where case_id = %s", [case.pk]) == [(0,)]


def test_a_double_tap_asks_once_and_steps_once(house):
    case = matter("lin")
    place, lin = f"/cases/{case.pk}/assistance/new/", browser_of("lin")
    form = TOLD | {"ident": _ident(_page("lin", place))}
    first, second = lin.post(place, form), lin.post(place, form)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert house.raw("select count(*) from cases_rightsassistance where case_id = %s", [case.pk]) == [(1,)]
    step = f"{first['Location']}begin_assistance/"
    form = {"begun_on": f"{clock.today():%Y-%m-%d}", "ident": _ident(_page("lin", step))}
    assert [lin.post(step, form).status_code for _tap in range(2)] == [302, 302]
    events = "select count(*) from cases_event where case_id = %s and verb = 'begin_assistance'"
    assert house.raw(events, [case.pk]) == [(1,)]


def test_from_asking_to_the_paper_in_her_hands(house):
    case, row = asked("lawsuit")
    place, lin, today = f"/cases/{case.pk}/assistance/{row}/", browser_of("lin"), f"{clock.today():%Y-%m-%d}"
    page = _page("lin", place)
    assert BODY in page and REQUEST in page and "支持起诉材料递交" in page and SHARED in page
    assert f'<a class="btn p" href="{place}begin_assistance/">' in page
    assert "record_assistance" not in page
    assert lin.post(f"{place}begin_assistance/", {"begun_on": today}).status_code == 302
    told = {"outcome": "granted", "result": PAPER, "result_on": today, "delivered": "in_person"}
    told |= {"delivered_on": today}
    answer = lin.post(f"{place}record_assistance/", told)
    assert answer.status_code == 200 and PAPER in answer.content.decode()
    assert "请记录该材料" in answer.content.decode()
    assert lin.post(f"{place}record_assistance/", told | {"in_writing": "on"}).status_code == 302
    page = _page("lin", place)
    assert PAPER in page and "支持她的请求" in page and "送达本人" in page
    assert lin.post(f"{place}close_assistance/", {"note": "她准备开庭"}).status_code == 302
    page = _page("lin", place)
    assert "btn p" not in page.partition("<main")[2] and state(house, row) == "closed"
    assert "记录书面结果" in _page("lin", f"/cases/{case.pk}/")


def test_calling_it_off_takes_her_consent_back_and_the_page_says_so(house):
    case, row = asked("land")
    place = f"/cases/{case.pk}/assistance/{row}/"
    told = {"ended_for": "her_wish", "why": "她想先缓一缓"}
    assert browser_of("lin").post(f"{place}call_off_assistance/", told).status_code == 302
    page = _page("lin", place)
    assert "已撤回同意" in page and "她不想继续" in page and "她想先缓一缓" in page


def test_a_report_asks_for_the_minute_and_the_way_and_every_other_for_a_day(house):
    case, row = asked("trafficking")
    page = _page("lin", f"/cases/{case.pk}/assistance/{row}/begin_assistance/")
    assert 'name="told_at"' in page and 'name="receipt"' in page and 'name="begun_on"' not in page
    page = _page("lin", f"/cases/{case.pk}/assistance/{row}/call_off_assistance/")
    assert 'value="mistake"' in page and 'value="her_wish"' not in page
    case, row = asked("land")
    page = _page("lin", f"/cases/{case.pk}/assistance/{row}/begin_assistance/")
    assert 'name="begun_on"' in page and 'name="told_at"' not in page


def test_words_are_for_readers_of_the_narrative(house):
    case, row = recorded("land")
    until = clock.today() + timedelta(days=9)
    does("lin", co_handling.invite_co_handler, case, to=person("xu"), task="请协助", until=until)
    house.raw(
        "delete from cases_caseaccess where content_object_id = %s and permission_id in "
        "(select id from auth_permission where codename = 'lend_narrative')",
        [case.pk],
    )
    page = _page("xu", f"/cases/{case.pk}/assistance/{row}/")
    assert BODY not in page and PAPER not in page and SHARED not in page and "书面结果" in page


def test_to_others_it_does_not_exist_and_a_strange_step_neither(house):
    case, row = begun("land")
    place = f"/cases/{case.pk}/assistance/{row}/"
    for username in ("zheng", "he", "wu", "sysadmin"):
        assert browser_of(username).get(place).status_code == 404, username
    assert browser_of("lin").get(f"{place}take_everything/").status_code == 404
    other = matter("lin")
    assert browser_of("lin").get(f"/cases/{other.pk}/assistance/{row}/").status_code == 404


def test_the_list_names_what_is_open_in_matters_she_may_open_and_no_word_of_it(house):
    mine, _row = begun("land")
    hidden, _secret = begun("harassment")
    done, row = recorded("lawsuit")
    browser_of("lin").post(f"/cases/{done.pk}/assistance/{row}/close_assistance/", {"note": "她准备开庭"})
    page = _page("lin", "/cases/assistances/")
    assert mine.number in page and hidden.number in page and done.number not in page
    assert REQUEST not in page and BODY not in page
    page = _page("gao", "/cases/assistances/")
    assert mine.number in page and hidden.number not in page
    assert browser_of("he").get("/cases/assistances/").status_code == 403
