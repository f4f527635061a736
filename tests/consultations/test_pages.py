"""Through the doors: who finds which page, what it says when somebody was quicker, what it never shows."""

from datetime import timedelta

import pytest

from cases.consultations import crisis, sessions
from cases.consultations.models import Crisis
from cases.petitions import hand_over
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.consultations.rota import ADVICE, NOTE, booked, confirmed, held, step, talking, windows
from tests.house import acting, browser_of, person
from tests.stories import NAME, STORY, does, matter


@pytest.fixture(scope="module")
def joint(office):
    """A joint consultation of a matter of lin's, held, with two sets of notes."""
    confirmed(office.duan, office.yan, day=clock.today() + timedelta(days=1))
    case = matter("lin")
    rows = booked(case)
    held(rows["legal"], expert="duan")
    held(rows["psychological"], expert="yan")
    return case, rows


def _page(who: str, address: str) -> str:
    answer = browser_of(who).get(address)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_each_expert_finds_her_own_session_and_not_the_other(joint):
    case, rows = joint
    mine, hers = (f"/consultations/{rows[kind].pk}/" for kind in ("legal", "psychological"))
    assert ADVICE["advice"] in _page("duan", mine)
    assert NOTE in _page("yan", hers)
    assert _page("duan", hers) == _page("yan", mine) == "404"
    for page in (_page("duan", mine), _page("yan", hers), _page("duan", "/consultations/")):
        assert NAME not in page and STORY not in page
    assert str(rows["psychological"].pk) not in _page("duan", "/consultations/")
    assert case.number not in _page("yan", hers)


def test_the_owner_reads_the_advice_and_the_statistics_and_never_the_note(joint):
    case, rows = joint
    assert ADVICE["advice"] in _page("lin", f"/consultations/{rows['legal'].pk}/")
    page = _page("lin", f"/consultations/{rows['psychological'].pk}/")
    assert "创伤" in page and "50" in page and NOTE not in page
    for who in ("lin", "gao"):
        assert NOTE not in _page(who, f"/cases/{case.pk}/")
    for who in ("gao", "zhou", "zheng", "feng", "tian", "luo", "sysadmin", "secadmin", "auditor"):
        assert _page(who, f"/consultations/{rows['legal'].pk}/") in ("403", "404"), who


def test_an_expert_sees_a_card_at_most_and_opens_nothing_of_the_matter(joint):
    case, _rows = joint
    page = _page("yan", f"/cases/{case.pk}/")
    assert NAME not in page and STORY not in page and "法律与心理咨询" not in page
    for name in ("names", "attach", "note"):
        assert browser_of("yan").post(f"/cases/{case.pk}/{name}/", {"note": "x"}).status_code in (
            302,
            403,
            404,
        )
    assert browser_of("yan").get(f"/cases/{case.pk}/consultations/new/?kind=legal").status_code == 404


def test_whoever_comes_too_late_reads_what_is_free(office, joint):
    confirmed(office.ying, day=clock.today() + timedelta(days=3))
    case, other = matter("lin"), matter("lin")
    window = windows("psychological")[0]
    lin = browser_of("lin")
    address = f"/cases/{case.pk}/consultations/new/?kind=psychological"
    assert window.says in lin.get(address).content.decode()
    booked(other, "psychological")
    while window in windows("psychological"):
        booked(other, "psychological")
    late = lin.post(address, {"window": window.key})
    said = late.content.decode()
    assert late.status_code == 200 and "这个时段刚被约走。现在空闲：" in said
    assert lin.post(address, {"window": ""}).status_code == 200
    assert lin.post(address, {"window": windows("psychological")[0].key}).status_code == 302


def test_the_button_of_a_step_that_is_not_hers_is_absent_and_the_post_is_refused(office, joint):
    case = matter("lin")
    row = booked(case, "psychological")["psychological"]
    place = f"/consultations/{row.pk}/"
    hers = browser_of("lin").get(place).content.decode()
    assert (
        f"{place}check_in/" in hers
        and f"{place}press_crisis/" not in hers
        and f"{place}write_note/" not in hers
    )
    talking(row, expert=_username(row))
    for verb, facts in (("write_note", {"note": "x"}), ("press_crisis", {"violence": "on"})):
        answer = browser_of("lin").post(f"{place}{verb}/", facts)
        assert answer.status_code == 200
    assert office.house.raw("select count(*) from cases_crisis where session_id = %s", [row.pk]) == [(0,)]
    assert office.house.raw("select count(*) from cases_processnote where session_id = %s", [row.pk]) == [
        (0,)
    ]


def _username(row) -> str:
    with acting("lin"):
        return type(person("lin")).objects.get(pk=row.holder_id).username


def test_the_crisis_page_shows_place_and_danger_to_whoever_was_called_and_to_nobody_else(office, joint):
    case = matter("lin", safety="violence")
    row = booked(case, "psychological")["psychological"]
    who = _username(row)
    talking(row, expert=who)
    step(who, crisis.press_crisis, row, violence=True)
    with acting(who):
        address = f"/crisis/{Crisis.objects.get(session=row).pk}/"
    page = _page("dou", address)
    assert "有暴力危险" in page and row.place in page and NAME not in page and STORY not in page
    for other in ("zheng", "duan", "tian", "luo", "auditor", "xu"):
        assert _page(other, address) in ("403", "404"), other
    assert browser_of("dou").post(address, follow=True).status_code == 200
    assert "窦值班" in _page("lin", address)
    refused = browser_of("lin").post(f"/cases/{case.pk}/withdraw/", {"reason": "她自己要求"})
    assert refused.status_code == 200 and "危机" in refused.content.decode()
    step(who, crisis.note_crisis, row, note="已陪同到派出所")
    assert "已陪同到派出所" in _page("dou", address)


def test_for_somebody_with_a_conflict_there_is_no_session(office, joint):
    case = matter("lin")
    row = booked(case, "legal")["legal"]
    assert "法律咨询" in _page("duan", f"/consultations/{row.pk}/")
    does("lin", hand_over.declare_recusal, case, user=person("duan"), reason="亲属", source="owner")
    assert _page("duan", f"/consultations/{row.pk}/") == "404"
    assert str(row.pk) not in _page("duan", "/consultations/")
    with pytest.raises(Refusal):
        step("duan", sessions.check_in, row)
