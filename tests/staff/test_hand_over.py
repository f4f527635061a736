"""All open work of a person goes to another in one reviewed step."""

import re

import pytest

from network.access.gate import Refusal
from network.staff import holdings
from network.staff.models import HandOver
from network.units.models import Unit
from tests.house import acting, browser_of, person

SHUANGLIAO = "220382000000"


@pytest.fixture
def files(fresh_house, monkeypatch):
    """A kind of work that is a table of files by owner, as an upper app would register it."""
    owned = {"lin": 7, "xu": 1}

    def count(user, unit):
        return owned.get(user.username, 0)

    def reassign(from_user, to_user, *, unit, by, reason):
        moved = owned.pop(from_user.username, 0)
        owned[to_user.username] = owned.get(to_user.username, 0) + moved
        return moved

    monkeypatch.setattr(holdings, "_holdings", {})
    holdings.register_holding("files", "Open files", count, reassign)
    return owned


def _county() -> Unit:
    return Unit.objects.current().get(code=SHUANGLIAO, level=2)


def test_the_leader_reviews_and_hands_over_everything_in_one_step(files):
    with acting("gao") as (gao, _scope):
        lin, county = person("lin"), _county()
        assert holdings.review(lin, unit=county) == [("Open files", 7)]
        done = holdings.hand_over(
            lin, person("xu"), unit=county, by=gao, reason="maternity", reviewed={"files": 7}
        )
    assert files == {"xu": 8}
    assert (done.counts, done.by_id, done.reason) == ({"files": 7}, gao.pk, "maternity")


def test_work_that_changed_since_the_review_is_looked_at_again(files):
    with acting("gao") as (gao, _scope), pytest.raises(Refusal) as refusal:
        holdings.hand_over(
            person("lin"), person("xu"), unit=_county(), by=gao, reason="maternity", reviewed={"files": 6}
        )
    assert refusal.value.code == "changed"
    assert files["lin"] == 7


@pytest.mark.parametrize(
    ("who", "to", "reason", "code"),
    [
        ("lin", "xu", "maternity", "not_yours"),
        ("feng", "xu", "maternity", "not_yours"),
        ("tian", "xu", "maternity", "not_yours"),
        ("gao", "zheng", "maternity", "taker"),
        ("gao", "lin", "maternity", "taker"),
        ("gao", "duan", "maternity", "taker"),
        ("gao", "xu", " ", "reason"),
    ],
)
def test_a_wrong_hand_over_is_refused_in_words_and_moves_nothing(files, who, to, reason, code):
    with acting(who) as (user, _scope), pytest.raises(Refusal) as refusal:
        holdings.hand_over(person("lin"), person(to), unit=_county(), by=user, reason=reason)
    assert refusal.value.code == code
    assert files["lin"] == 7


def test_the_page_shows_the_counts_before_anything_moves(files):
    client, lin, xu, unit = browser_of("gao"), person("lin"), person("xu"), _county()
    address = f"/network/staff/{lin.pk}/hand-over/{unit.pk}/"
    page = client.get(address).content.decode()
    assert "Open files" in page and ">7<" in page
    assert files["lin"] == 7
    mark = re.search(r'name="reviewed" value="([^"]+)"', page)[1]
    answer = client.post(address, {"to_user": xu.pk, "reason": "rotation", "reviewed": mark})
    assert answer.status_code == 302
    assert files == {"xu": 8}
    assert HandOver.objects.get().reason == "rotation"


def test_a_forged_review_moves_nothing(files):
    client, lin, xu, unit = browser_of("gao"), person("lin"), person("xu"), _county()
    answer = client.post(
        f"/network/staff/{lin.pk}/hand-over/{unit.pk}/",
        {"to_user": xu.pk, "reason": "rotation", "reviewed": "x:y"},
    )
    assert answer.status_code == 200
    assert files["lin"] == 7


def test_a_form_with_mistakes_keeps_what_was_typed(files):
    client, lin, unit = browser_of("gao"), person("lin"), _county()
    page = client.post(
        f"/network/staff/{lin.pk}/hand-over/{unit.pk}/", {"to_user": "x", "reason": "rotation"}
    )
    assert page.status_code == 200
    assert "rotation" in page.content.decode()
    assert files["lin"] == 7


@pytest.mark.parametrize(("who", "status"), [("feng", 404), ("lin", 404), ("he", 404), ("zhou", 200)])
def test_only_her_own_leader_or_the_one_above_finds_the_page(files, who, status):
    address = f"/network/staff/{person('lin').pk}/hand-over/{_county().pk}/"
    assert browser_of(who).get(address).status_code in ({404, 403} if status == 404 else {status})


def test_a_leader_sees_her_people_and_one_level_below(files):
    page = browser_of("gao").get("/network/staff/").content.decode()
    assert "林晓岚" in page and "田丽" in page
    assert "郑岩" not in page and "何桂芳" not in page
    page = browser_of("tian").get("/network/staff/").content.decode()
    assert "何桂芳" in page and "孙玉霞" not in page
    assert browser_of("lin").get("/network/staff/").status_code == 403
    assert "系统管理员" not in browser_of("zhou").get("/network/staff/").content.decode()


def test_a_leader_resets_a_password_and_sees_it_once(files):
    client, luo = browser_of("tian"), person("luo")
    address = f"/network/staff/{luo.pk}/reset-password/"
    assert client.get(address).status_code == 200
    page = client.post(address)
    shown = re.search(r"<code>([^<]+)</code>", page.content.decode())[1]
    assert person("luo").check_password(shown)
    assert page["Cache-Control"] == "no-store"
    assert browser_of("qian").post(address).status_code == 404
    assert client.post(f"/network/staff/{person('shi').pk}/reset-password/").status_code == 200
    # Whoever may be asked to read an accusation is nobody's to reset alone.
    assert browser_of("gao").post(f"/network/staff/{person('lin').pk}/reset-password/").status_code == 403
