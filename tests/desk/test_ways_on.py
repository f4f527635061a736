"""No page leaves somebody at a dead end: where to go, who acts next, and which day is no working day."""

from datetime import timedelta

from django.test import Client

from sisterhood.lib import clock
from tests.house import browser_of, person
from tests.papers.roads import accepted, draw, issued
from tests.stories import matter


def test_an_address_that_only_takes_forms_says_so_and_leads_back(fresh_house):
    case = matter("lin")
    lin = browser_of("lin")
    for path, above in (("/inbox/read/", "/inbox/"), (f"/cases/{case.pk}/names/", f"/cases/{case.pk}/")):
        answer = lin.get(path)
        assert answer.status_code == 405 and answer["Allow"] == "POST"
        page = answer.content.decode()
        assert "这个网址不能直接打开" in page and f'href="{above}"' in page
    assert "这个网址不能直接打开" in Client().get("/text-size/").content.decode()


def test_a_draft_says_who_acts_next_and_a_printed_page_leads_back(fresh_house):
    draft = draw("lin", accepted(), "notice_accepted")
    assert "下一步：由高洁审批。" in browser_of("lin").get(f"/papers/{draft.pk}/").content.decode()
    assert "下一步：由" not in browser_of("gao").get(f"/papers/{draft.pk}/").content.decode()
    paper = issued("lin", accepted(), "notice_accepted")
    page = browser_of("lin").post(f"/papers/{paper.pk}/print/", {"as": "page"}).content.decode()
    assert f'<a class="ib" href="/papers/{paper.pk}/">' in page and "凭登记编号和查询码" in page


def test_whoever_passes_a_matter_on_reads_to_whom(fresh_house):
    case = matter("he", channel="station")
    page = browser_of("he").get(f"/cases/{case.pk}/pass_on/").content.decode()
    assert f"将交给卧虎村{person('luo').display_name}" in page or person("luo").display_name in page


def test_a_saturday_is_asked_about_once_and_days_carry_their_day_of_the_week(fresh_house):
    saturday = clock.today() + timedelta(days=(5 - clock.today().weekday()) % 7 + 28)
    lin, gao, xu = browser_of("lin"), person("gao").pk, person("xu").pk
    plan = {
        "day": saturday.isoformat(),
        "opens": "08:30",
        "closes": "11:30",
        "place": "县妇联",
        "room": "101",
    }
    plan |= {"slots": 6, "leader": gao, "substitute": xu}
    assert "确需安排" not in lin.get("/duty/propose/").content.decode()
    page = lin.post("/duty/propose/", plan).content.decode()
    assert "属休息日" in page and "确需安排在这一天" in page and "县妇联" in page
    made = lin.post("/duty/propose/", plan | {"on_rest_day": "on"})
    assert made.status_code == 302
    assert "星期六" in lin.get(made["Location"]).content.decode()
