"""Through the pages: only what fits stands there, a refusal is a sentence that loses nothing, violence offers nothing."""

from datetime import timedelta

import pytest

from cases.coordination import co_handling
from cases.mediation import agreements, consenting, performing, screening
from cases.protection import danger
from sisterhood.lib import clock
from tests.house import browser_of, person
from tests.mediation.conftest import DISPUTE, consented, heard, requested, sitting, state, written
from tests.stories import NAME, STORY, does, matter


def _page(username: str, place: str) -> str:
    answer = browser_of(username).get(place)
    assert answer.status_code == 200, place
    return answer.content.decode()


def test_she_asks_for_it_and_what_was_typed_is_not_lost(house):
    case = matter("lin")
    place = f"/cases/{case.pk}/mediation/new/"
    assert place in _page("lin", f"/cases/{case.pk}/")
    answer = browser_of("lin").post(place, {"kind": "neighbour", "dispute": DISPUTE})
    page = answer.content.decode()
    assert answer.status_code == 200 and DISPUTE in page and "任何人不得劝说、施压" in page
    told = {"kind": "neighbour", "dispute": DISPUTE, "willing": "on"}
    assert browser_of("lin").post(place, told).status_code == 302
    page = _page("lin", f"/cases/{case.pk}/")
    assert place not in page and "邻里纠纷" in page


def test_a_matter_of_violence_is_not_offered_it_and_one_in_danger_is_refused(house):
    case = matter("lin", safety="violence")
    page = _page("lin", f"/cases/{case.pk}/")
    assert "她申请调解</a>" not in page and "此事项存在暴力情形，不适合调解。" in page
    hurt = matter("lin")
    does("lin", danger.open_danger, hurt, noticed_at=clock.now(), called=True)
    assert "/mediation/new/" not in _page("lin", f"/cases/{hurt.pk}/")
    told = {"kind": "family", "dispute": DISPUTE, "willing": "on"}
    answer = browser_of("lin").post(f"/cases/{hurt.pk}/mediation/new/", told)
    assert answer.status_code == 200 and "危险处置期间不得调解" in answer.content.decode()


def test_after_fear_the_page_offers_the_other_ways_and_no_step_towards_the_other_side(house):
    case, row = requested()
    place = f"/cases/{case.pk}/mediation/{row}/"
    heard(case, row, fear="yes")
    page = _page("lin", place)
    assert "不劝她重新考虑" in page and "害怕对方" in page
    for verb in ("take_consent", "schedule_session", "begin_mediation", "screen_side", "name_mediator"):
        assert f"{place}{verb}/" not in page, verb
    assert f'<a class="btn p" href="{place}redirect_mediation/">' in page
    assert f"/cases/{case.pk}/protection/" in page
    given = f"{clock.today():%Y-%m-%d}"
    forced = {"side": "hers", "manner": "signed", "given_on": given, "told": "on", "accepts": "on"}
    answer = browser_of("lin").post(f"{place}take_consent/", forced)
    assert answer.status_code == 200 and "此事项不得调解" in answer.content.decode()
    assert state(house, row) == "unsuitable"


def test_what_one_side_said_is_for_readers_of_the_narrative(house):
    case, row = requested()
    note = "她说不敢回家"
    answers = {
        "fear": "yes",
        "violence": "no",
        "control": "no",
        "capacity": "no",
        "minors": "no",
        "crime": "no",
    }
    does("lin", screening.screen_side, case, row=row, side="hers", alone=True, answers=answers, note=note)
    place = f"/cases/{case.pk}/mediation/{row}/"
    assert note in _page("lin", place)
    until = clock.today() + timedelta(days=9)
    does("lin", co_handling.invite_co_handler, case, to=person("xu"), task="请协助", until=until)
    page = _page("xu", place)
    assert "害怕对方" in page and NAME not in page and STORY not in page
    answer = _page("xu", f"{place}redirect_mediation/")
    assert "此事项由他人经办" in answer and 'class="form card fs"' not in answer


@pytest.mark.parametrize("username", ["gao", "tian", "zhou"])
def test_the_mediation_of_another_is_hers_to_read_only_where_the_matter_is(house, username):
    case, row = requested()
    answer = browser_of(username).get(f"/cases/{case.pk}/mediation/{row}/")
    assert answer.status_code == (200 if username == "gao" else 404)


def test_a_mediation_of_another_matter_is_not_found_under_this_one(house):
    case, row = requested()
    other = matter("lin")
    assert browser_of("lin").get(f"/cases/{other.pk}/mediation/{row}/").status_code == 404
    assert browser_of("lin").get(f"/cases/{case.pk}/mediation/{row}/make_peace/").status_code == 404


def test_every_form_of_a_mediation_can_be_opened_and_an_empty_one_is_refused_in_words(house):
    for case, row, verbs in (
        (
            *consented(),
            ("schedule_session", "extend_mediation", "name_mediator", "end_by_party", "report_to_police"),
        ),
        (
            *sitting(),
            ("agree_in_writing", "agree_orally", "adjourn_session", "fail_mediation", "find_unsuitable"),
        ),
        (*written(), ("ask_confirmation", "record_confirmation", "begin_performance", "draw_agreement")),
    ):
        place = f"/cases/{case.pk}/mediation/{row}/"
        page = _page("lin", place)
        for verb in verbs:
            form = _page("lin", f"{place}{verb}/")
            assert 'class="form card fs"' in form, verb
            if verb not in ("begin_performance", "draw_agreement"):
                assert browser_of("lin").post(f"{place}{verb}/", {}).status_code == 200, verb
        assert case.number in page


def test_open_mediations_stand_on_the_list_of_whoever_may_open_them(house):
    case, row = consented()
    assert case.number in _page("lin", "/cases/mediations/")
    assert case.number not in _page("zheng", "/cases/mediations/")
    assert browser_of("he").get("/cases/mediations/").status_code == 403
    does("lin", consenting.end_by_party, case, row=row, side="hers")
    does("lin", performing.close_mediation, case, row=row, note="已告知诉讼途径")
    assert case.number not in _page("lin", "/cases/mediations/")


def test_the_agreement_stands_on_its_page_and_prints_as_a_paper(house):
    case, row = written()
    does("lin", agreements.draw_agreement, case, row=row)
    place = f"/cases/{case.pk}/mediation/{row}/"
    page = _page("lin", place)
    assert "共同出资修路" in page and "/papers/" in page and "draw_agreement" not in page
    assert "调解协议书" in _page("lin", f"/cases/{case.pk}/")
