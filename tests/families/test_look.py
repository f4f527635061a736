"""In real Chromium: from the village's desk to the wall and off it again with one code, by size, and without scripts."""

import os
from pathlib import Path

import pytest

from outreach.families import jury, offering, rounds
from outreach.families.judging import JuryMark
from tests.door.test_look import stranger
from tests.families import told
from tests.house import acting, person
from tests.journeys.conftest import address, visit

__all__ = ["address", "stranger", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
WEIGHT = 26 * 1024


@pytest.fixture(scope="module")
def stories(house):
    """A wall, a notice that runs, a round that takes families, and one that is judged."""
    over, shown = told.awarded()
    notice, _rows = told.in_notice()
    going = told.Round(2)
    going.moves(rounds.call_families, 0)
    judged, _rows = told.standing()
    judged.moves(jury.seat_jury, told.DAYS["discuss"], jurors=[person("lin")])
    with acting("lin") as (_lin, scope):
        mark = JuryMark.objects.of_juror(scope)[0]
    return {"over": over, "shown": shown, "notice": notice, "going": going, "judged": judged, "mark": mark}


@pytest.mark.parametrize("who, width", [("lin", 1366), ("luo", 390)])
def test_every_page_of_the_desk_can_be_read(visit, stories, who, width):
    seen = visit(who, width)
    desk = "/outreach/families/"
    pages = [desk, f"{desk}figures/", f"{desk}{stories['judged'].pk}/", f"{desk}{stories['notice'].pk}/"]
    if who == "lin":
        pages += [
            f"{desk}new/",
            f"{desk}jury/",
            f"{desk}jury/{stories['mark'].pk}/",
            f"{desk}{stories['judged'].pk}/pass_on_list/",
        ]
    else:
        pages += [
            f"{desk}nominations/{stories['shown'][1].pk}/",
            f"{desk}nominations/{stories['shown'][1].pk}/withdraw_family/",
        ]
    for place in pages:
        seen.go(place)


@pytest.mark.parametrize("width, scripts", [(390, False), (1366, True)])
def test_a_stranger_reads_the_wall_and_gives_a_flower_with_a_way_out_in_sight(
    stranger, stories, width, scripts
):
    seen = stranger(width, scripts)
    seen.go("/families/")
    assert "最美家庭墙" in seen.text() and "快速离开" in seen.text()
    assert len(seen.page.content().encode()) < WEIGHT
    seen.press("钱家")
    assert len(seen.page.content().encode()) < WEIGHT
    seen.press("献一朵花")
    seen.press("献一朵花")
    assert "献花成功" in seen.text()
    seen.go(f"/families/notice/{stories['notice'].pk}/")
    assert "如有异议" in seen.text() or "异议" in seen.text()
    cookies = {each["name"] for each in seen.page.context.cookies()}
    assert cookies <= {"flowers", "csrftoken"}


def test_a_village_puts_a_family_forward_and_she_takes_it_back_with_her_own_code(
    visit, stranger, stories, tmp_path
):
    seen = visit("luo", 1366)
    page = seen.page
    seen.go(f"/outreach/families/{stories['going'].pk}/nominate/")
    page.check("[name=put_forward][value=neighbour]")
    page.check("[name=title_sought][value=family_virtue_star]")
    page.fill("[name=family_name]", "尚家")
    page.fill("[name=story]", "电话13812345678，每周六全家读书。")
    page.check("[name=virtues][value=father]")
    seen.send()
    assert "所有人都会看到" in seen.text() and page.input_value("[name=family_name]") == "尚家"
    page.fill("[name=story]", "每周六全家读书，家务轮着做。")
    seen.send()
    assert "已存为草稿" in seen.text()
    seen.press("加照片")
    photo = Path(tmp_path) / "home.jpg"
    photo.write_bytes(told.picture())
    page.set_input_files("[name=content]", photo)
    seen.send()
    seen.press("登记一人的同意")
    page.fill("[name=name]", "尚小梅")
    page.check("[name=is_adult][value=adult]")
    page.check("[name=in_photo][value=yes]")
    page.fill("[name=consented_on]", told.clock.today().isoformat())
    page.check("[name=consent_how][value=written]")
    seen.send()
    assert "单独征求意见" in seen.text()
    page.check("[name=asked_alone]")
    seen.send()
    code = page.locator("[data-code]").inner_text()
    seen.press("本人已记下")
    seen.press("提交推荐")
    page.fill("[name=statement_on]", told.clock.today().isoformat())
    seen.send()
    assert "已送权益部" in seen.text() and "尚家" in seen.text()
    at_home = stranger(390, False)
    at_home.go("/families/withdraw/")
    at_home.page.fill("[name=code]", code)
    at_home.press("马上全部删除")
    assert "已全部删除" in at_home.text()
    page.reload()
    assert "尚家" not in seen.text() and "家庭已撤回" in seen.text()


def test_a_family_on_the_wall_is_gone_at_the_next_look(stranger, stories):
    family = stories["shown"][0]
    seen = stranger(390)
    seen.go(f"/families/{family.pk}/")
    assert "赵家" in seen.text()
    assert seen.page.evaluate("document.images[0].complete && document.images[0].naturalWidth > 200")
    other = stranger(390, False)
    other.go("/families/withdraw/")
    other.page.fill("[name=code]", stories["over"].codes[family.pk][0])
    other.press("马上全部删除")
    response = seen.page.goto(seen.address + f"/families/{family.pk}/")
    assert response is not None and response.status == 404 and "赵家" not in seen.text()
    seen.complaints.clear()


@pytest.mark.parametrize("width, scripts", [(390, False), (1366, True)])
def test_a_family_puts_itself_forward_is_taken_up_and_stands_on_the_list(
    visit, stranger, stories, house, width, scripts
):
    going = stories["going"]
    seen = stranger(width, scripts)
    seen.go("/families/")
    assert "快速离开" in seen.text()
    seen.press("自荐最美家庭")
    seen.press("推荐我们家")
    seen.press(told.township().short_name)
    assert "快速离开" in seen.text()
    page = seen.page
    seen.press("提交")
    page.select_option("[name=unit]", str(told.village().pk))
    page.check("[name=title_sought][value=beautiful_family]")
    page.fill("[name=family_name]", f"沙家{width}")
    page.fill("[name=story]", "每周六全家读书，家务轮着做。")
    page.fill("[name=name]", "沙小梅")
    page.fill("[name=phone]", "13812345678")
    page.check("[name=agreed]")
    seen.press("提交")
    number, code = page.locator("[data-number]").inner_text(), page.locator("[data-code]").inner_text()
    with house.login("worker"):
        assert offering.turn_offers(at=told.clock.now())["owed"] == 1
    chair = visit("luo", 1366)
    chair.go(f"/outreach/families/{going.pk}/")
    before = chair.page.locator("a[href*='/nominations/']").count()
    chair.press(number)
    assert "沙小梅" in chair.text() and "13812345678" in chair.text()
    chair.press("接收自荐")
    chair.send()
    assert f"沙家{width}" in chair.text()
    chair.go(f"/outreach/families/{going.pk}/")
    assert "已接收" in chair.text() and chair.page.locator("a[href*='/nominations/']").count() > before
    seen.go("/families/nominate/progress/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    seen.press("查询")
    assert "已接收您家的自荐" in seen.text() and "快速离开" in seen.text()
    cookies = {each["name"] for each in page.context.cookies()}
    assert cookies <= {"csrftoken"}
