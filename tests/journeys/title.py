"""The title's journey, told once for every way the product is run."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

from sisterhood.lib import clock
from tests.house import BASE

STORY = "地里的界桩被挪了两回，去说理还被骂了出来。"


def ring(environment: dict[str, str], at: datetime) -> dict:
    """`manage.py ring --at`, as an operator would."""
    done = subprocess.run(
        [sys.executable, str(BASE / "manage.py"), "ring", "--at", at.isoformat()],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def report(he) -> None:
    """Two steps on a phone: as plain forms, or sealed, kept and sent by its scripts."""
    he.go("/m/report/")
    he.page.check("input[name=tile][value=neighbours]")
    he.page.fill("[name=facts]", STORY)
    he.page.fill("[name=request]", "想请妇联帮着说合")
    he.page.check("input[name=safety][value=safe]")
    he.send()
    he.page.check("input[name=knows_other_side][value=no]")
    he.page.fill("[name=name]", "欧阳兰芝")
    he.page.check("input[name=may_call]")
    he.page.check("input[name=send_to][value=county]")
    he.send()
    he.page.wait_for_selector("text=编号")  # with scripts it went through the phone's outbox
    assert "已收到" in he.text()


def from_a_hamlet_to_closure(visit, house, environment: dict[str, str], *, scripts: bool = True) -> None:
    """Reported on a phone, slept over, taken up, triaged, accepted, handled, answered, closed.

    `environment` is the operator's, who rings the due clocks of a later day.
    """
    he = visit("he", 390, scripts=scripts)
    report(he)

    lin = visit("lin", 1366, scripts=scripts)
    assert "欧*阳" not in lin.text()
    number = house.raw("select number from cases_case order by opened_at desc limit 1")[0][0]
    row = lin.page.locator("li", has_text=number)
    row.locator("a.btn").click()
    lin.check()
    assert STORY in lin.text() and "欧阳兰芝" not in lin.text()
    case_path = lin.page.url.removeprefix(lin.address)

    due = house.raw("select next_due_at from cases_case order by opened_at desc limit 1")[0][0]
    asleep = ring(environment, due + timedelta(days=4))
    assert asleep["reminders"] >= 2 and asleep["rungs"] >= 3 and asleep["messages"] >= 4
    again = ring(environment, due + timedelta(days=4))
    assert (again["reminders"], again["rungs"], again["messages"]) == (0, 0, 0)
    lin.go("/inbox/")
    assert "临近时限" in lin.text()
    wu = visit("wu", 1366, scripts=scripts)
    wu.go("/inbox/")
    assert "已超期" in wu.text() and STORY not in wu.text() and "欧阳" not in wu.text()

    lin.go(case_path + "take_up/")
    lin.send()
    lin.go(case_path + "triage/")
    lin.page.check("input[name=route][value=R1]")
    lin.send()

    gao = visit("gao", 1366, scripts=scripts)
    gao.go(case_path + "accept/")
    gao.page.select_option("[name=notice_how]", "safe_way")
    gao.send()
    lin.go(case_path + "start/")
    lin.send()
    lin.go(case_path + "draft_opinion/")
    lin.page.select_option("[name=outcome]", "support")
    lin.page.fill("[name=facts_found]", "经实地查看，界桩位置与确权图不符。")
    lin.page.fill("[name=decision]", "支持恢复界桩，镇妇联同村委会到场。")
    lin.page.fill("[name=basis]", "《信访工作条例》第三十二条")
    lin.send()
    gao.go(case_path + "answer/")
    gao.page.fill("[name=delivered_on]", clock.today().isoformat())
    gao.page.select_option("[name=delivered_how]", "in_person")
    gao.send()
    assert "已答复" in gao.text()
    lin.go(case_path + "close/")
    lin.page.check("input[name=satisfaction][value=satisfied]")
    lin.page.fill("[name=note]", "来访人满意")
    lin.send()
    assert "已办结" in lin.text()

    he.go("/mine/")
    assert number in he.text() and "已办结" in he.text()
