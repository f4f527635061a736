"""A reception day for twelve visitors, by the pages a leader and two officers use; the figures are a hand count."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from cases.petitions.reception.models import ReceptionVisit
from network.duty.models import ReceptionDay
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.reception.days import ASKED, unit_of

DAY = datetime(2026, 12, 16, 8, 0, tzinfo=clock.ZONE)
PLAN = {
    "day": f"{DAY:%Y-%m-%d}",
    "opens": "08:30",
    "closes": "11:30",
    "place": "县妇联一楼接待室",
    "room": "101 室",
    "slots": "8",
}
SHEET = {
    "act": "write_up",
    "safety": "safe",
    "facts": "婚后户口迁入,份额一直没有登记",
    "category": "property",
    "nature": "appeal",
    "gender": "female",
    "knows_other_side": "no",
    "read_back": "on",
    "said": "已当面说明登记办法",
}
NAMES = [f"完颜月{sign}" for sign in "桂兰梅菊竹荷芳芝莲英华秀"]
# Of twelve, eight have booked: number 3 must not meet the leader, number 8 does not come.
# What is decided, and how many minutes she waited.
DECIDED = {
    1: ({"outcome": "on_the_spot"}, 5),
    2: ({"outcome": "on_the_spot"}, 10),
    3: ({"outcome": "on_the_spot"}, 40),  # by the substitute
    4: ({"outcome": "assigned", "to_user": "xu"}, 15),
    5: ({"outcome": "assigned", "to_unit": "tian"}, 20),
    6: ({"outcome": "taken_on", "promise": "三十日内办好登记"}, 25),
    7: ({"outcome": "guided_out", "body": "区法律援助中心"}, 30),
    9: ({"outcome": "on_the_spot"}, 35),
    10: ({"outcome": "taken_on", "promise": "月底前走访一次"}, 40),
    11: ({"outcome": "assigned", "to_user": "lin", "safety": "violence"}, 45),
    12: ({"outcome": "on_the_spot"}, 50),
}


@pytest.fixture(scope="module")
def clients(house):
    return {who: browser_of(who) for who in ("lin", "xu", "gao", "zheng", "feng")}


def _done(answer, status=302):
    assert answer.status_code == status, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
    return answer


@pytest.fixture(scope="module")
def day(house, clients) -> str:
    """Proposed, approved, published and booked by the pages; the address of the day."""
    people = {"leader": person("gao").pk, "substitute": person("lin").pk}
    with clock.moved_to(DAY - timedelta(days=14)):
        late = PLAN | people | {"closes": "08:00", "day": "不知道"}
        again = _done(clients["lin"].post("/duty/propose/", late), 200).content.decode()
        assert "2026-11-23" in again and 'value="101 室"' in again
        where = _done(clients["lin"].post("/duty/propose/", PLAN | people))["Location"]
        refused = clients["lin"].post(f"{where}step/", {"act": "approve"}, follow=True).content.decode()
        assert "您的岗位没有这项操作。" in refused and "待审批" in refused
        _done(clients["gao"].post(f"{where}step/", {"act": "approve"}))
        _done(clients["lin"].post(f"{where}step/", {"act": "publish"}))
        assert "已公示" in clients["gao"].get("/duty/?month=2026-12").content.decode()
        for number in range(1, 9):
            kept = person("gao").pk if number == 3 else ""
            guest = {"name": NAMES[number - 1], "asked": ASKED, "kept_from": kept, "how": "book"}
            _done(clients["xu" if number % 2 else "lin"].post(f"{where}register/", guest))
        full = _done(clients["lin"].post(f"{where}register/", {"name": NAMES[0], "how": "book"}), 200)
        assert "预约号已满" in full.content.decode() and NAMES[0] in full.content.decode()
    return where


def _visit(number: int) -> str:
    with acting("lin"):
        return f"/duty/visits/{ReceptionVisit.objects.get(number=number).pk}/"


@pytest.fixture(scope="module")
def held(house, clients, day) -> str:
    """The day itself: walk-ins, calls, talks, sheets; closed at its end."""
    lin, gao = clients["lin"], clients["gao"]
    with clock.moved_to(DAY):
        for number in range(9, 13):
            _done(lin.post(f"{day}register/", {"name": NAMES[number - 1], "asked": ASKED, "how": "now"}))
        for number in range(1, 8):
            _done(lin.post(_visit(number), {"act": "arrive"}))
        door = _done(Client(raise_request_exception=False).get(f"{day}door/"), 200).content.decode()
        assert "请等候叫号" in door and not any(name in door for name in NAMES)
    people = {"xu": person("xu").pk, "lin": person("lin").pk, "tian": unit_of("tian").pk}
    for number, (decided, wait) in DECIDED.items():
        table = lin if number == 3 else gao
        with clock.moved_to(DAY + timedelta(minutes=wait)):
            _done(lin.post(_visit(number), {"act": "call", "room": "102 室" if number == 3 else ""}))
            called = Client(raise_request_exception=False).get(f"{day}door/").content.decode()
            assert (
                f"<b>{number}</b>" in called and ("请到 102 室" if number == 3 else "请到 101 室") in called
            )
            assert not any(name in called for name in NAMES)
            _done(table.post(_visit(number), {"act": "seat"}))
            sheet = _done(table.get(_visit(number)), 200).content.decode()
            assert NAMES[number - 1] in sheet and ASKED in sheet
            facts = {key: people.get(value, value) for key, value in decided.items()}
            _done(table.post(_visit(number), SHEET | {"name": NAMES[number - 1], "request": ASKED} | facts))
    with clock.moved_to(DAY + timedelta(hours=4)):
        _done(lin.post(f"{day}close/", {}))
    return day


def test_every_talk_became_a_petition_of_the_reception_day(house, held):
    rows = house.raw("select channel, stage, is_sealed from cases_case")
    assert len(rows) == 11 and {row[0] for row in rows} == {"reception_day"}
    stages = sorted(stage for _channel, stage, is_sealed in rows if not is_sealed)
    assert stages == sorted(["closed"] * 5 + ["assigned", "guided_out"] + ["registered"] * 3)
    assert house.raw("select state, count(*) from cases_receptionvisit group by 1 order by 1") == [
        ("finished", 11),
        ("missed", 1),
    ]
    assert house.raw("select state from network_receptionday") == [("held",)]
    assert house.raw("select count(*) from cases_leadercommitment where state = 'open'") == [(2,)]
    assert house.raw("select count(*) from network_clock where limit_id = 'reception.assigned'") == [(3,)]


def _figures(text: str, leader: str) -> list[str]:
    (row,) = re.findall(
        rf"<tr><td>{leader}</td>(.*?)</tr>", text.partition("本月情况")[0].partition("当日情况")[2]
    )
    return re.findall(r">([^<]*)</td>", row)


def test_the_leader_reads_her_own_figures(clients, held):
    """Ten sat with her (1, 2, 4–7, 9–12), one of them sealed; four answered; two promises; waits 5 to 50, median 27.5."""
    text = clients["gao"].get(f"{held}ledger/").content.decode()
    assert _figures(text, "高洁") == ["10", "9", "4", "2", "0", "27.5 分钟"]
    assert "林晓岚</td>" not in text  # the substitute's one visitor does not exist for her
    assert not any(name in text for name in NAMES)


def test_the_minutes_name_nobody_in_clear_and_the_sealed_one_is_a_number(clients, held):
    text = clients["gao"].get(f"{held}minutes/").content.decode()
    assert text.count("完颜*") == 9 + 1  # nine sheets and the one who did not come
    assert not any(name in text for name in NAMES)
    part = text.partition("11 号来访人")[2].partition("</section>")[0]
    assert "已接谈" in part and ASKED not in part and "完颜" not in part
    assert "3 号来访人" not in text.replace("13 号来访人", "")


def test_for_the_leader_the_visitor_she_must_not_meet_does_not_exist_by_any_door(house, clients, held):
    text = clients["gao"].get(held).content.decode()
    address = f"/duty/visits/{house.raw('select id from cases_receptionvisit where number = 3')[0][0]}/"
    assert address not in text and clients["gao"].get(address).status_code == 404
    assert clients["gao"].post(address, {"act": "seat"}).status_code == 404
    assert address in clients["lin"].get(held).content.decode()


def test_her_promises_stand_in_her_list_and_on_the_page_of_the_matter(house, clients, held):
    with clock.moved_to(DAY + timedelta(days=1)):
        page = clients["gao"].get("/duty/commitments/").content.decode()
        (first, _second) = re.findall(r"/duty/commitments/[\w-]+/", page)
        assert (
            "三十日内办好登记"
            in clients["gao"].get(first).content.decode() + clients["gao"].get(_second).content.decode()
        )
        ((case,),) = house.raw(
            "select case_id from cases_leadercommitment where id = %s", [first.split("/")[3]]
        )
        assert "承诺内容" in clients["gao"].get(f"/cases/{case}/").content.decode()
        assert _done(clients["gao"].post(f"{first}end_commitment/", {"result": "", "kept": "yes"}), 200)
        _done(clients["gao"].post(f"{first}end_commitment/", {"result": "已登记", "kept": "yes"}))
        clients["lin"].post(f"{first}end_commitment/", {"result": "没有", "kept": "no"})
        ended = "select count(*) from cases_leadercommitment where state = 'failed'"
        assert house.raw(ended) == [(0,)]
        text = clients["gao"].get(f"{held}ledger/").content.decode()
    assert _figures(text, "高洁")[3:5] == ["1", "1"]


def test_the_next_county_finds_nothing_of_it(house, clients, held):
    pages = [held, f"{held}register/", f"{held}minutes/", f"{held}ledger/", f"{held}cancel/"]
    pages += [f"/duty/visits/{pk}/" for (pk,) in house.raw("select id from cases_receptionvisit")]
    pages += [f"/duty/commitments/{pk}/" for (pk,) in house.raw("select id from cases_leadercommitment")]
    for who in ("zheng", "feng"):
        assert {clients[who].get(page).status_code for page in pages} == {404}
        assert held not in clients[who].get("/duty/?month=2026-12").content.decode()


def test_the_screen_at_the_door_is_dark_on_every_other_day(held):
    assert Client(raise_request_exception=False).get(f"{held}door/").status_code == 404
    with acting("lin"):
        assert ReceptionDay.objects.get().state == "held"


def test_opening_a_sheet_and_printing_the_minutes_is_in_the_log(house, clients, held):
    clients["gao"].get(f"{held}minutes/")
    done = {row[0] for row in house.raw("select action from network_auditevent where subject_kind = 'visit'")}
    assert {"view", "list", "reveal", "change"} <= done
    printed = (
        "select count(*) from network_auditevent where action = 'print' and subject_kind = 'reception_day'"
    )
    assert house.raw(printed)[0][0] >= 1
