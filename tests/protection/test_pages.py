"""Protection through the pages alone; what is not hers is not there, and where she is safe stands nowhere."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.protection import danger, shelter
from cases.protection.models import ProtectionOrder, ProtectionVisit, ShelterStay
from sisterhood.lib import clock
from tests.house import acting, browser_of
from tests.protection.conftest import NO, TOLD, WHERE, drafted, night, running, sheet
from tests.stories import NAME, does, matter

pytestmark = pytest.mark.usefixtures("guarded", "day")
REPORT = {
    "trigger": "other",
    "noticed_at": "2026-09-16T23:10",
    "noticed_by": "何站长",
    "told": ["police"],
    "body": "卧虎派出所",
    "channel": "phone",
    "reported_at": "2026-09-16T23:20",
    "told_before": "on",
}
STEP = {"step": "safety", "done_at": "2026-09-16T23:30", "note": "她和孩子在邻居家"}
FIRST = {"told_before": "on", "wants": ["order"], "injuries": TOLD}


def only(model, **facts):
    with acting("lin"):
        return model.objects.filter(**facts).latest("id")


def test_from_the_first_minute_to_the_order_through_the_pages(guarded, day):
    case = night()
    day("2026-09-16 23:40")
    lin, qin = browser_of("lin"), browser_of("qin")
    place = f"/cases/{case.pk}/protection/"
    assert place in lin.get(f"/cases/{case.pk}/").content.decode()
    page = qin.get(place).content.decode()
    assert "110" in page and "登记处置步骤" in page
    assert qin.post(f"{place}do_danger_step/", STEP).status_code == 302
    assert qin.post(f"{place}mandatory_report/", REPORT).status_code == 302
    assert lin.post(f"{place}meet_first/", FIRST | {"told_before": ""}).status_code == 200
    assert lin.post(f"{place}meet_first/", FIRST).status_code == 302
    low = NO | {"choking": "yes", "level": "standard"}
    refused = lin.post(f"{place}sign_screen/", low)
    assert "低于建议等级" in refused.content.decode()
    assert lin.post(f"{place}sign_screen/", low | {"level": "urgent"}).status_code == 302
    order = {"applicant": "herself", "will": "wants", "measures": ["no_violence"], "court": "双辽市人民法院"}
    order |= {"respondent": "某男", "facts": TOLD, "is_urgent": "on"}
    assert lin.post(f"{place}draft_order/", order).status_code == 302
    row = only(ProtectionOrder, case=case).pk
    assert lin.post(f"{place}{row}/file_order/", {"filed_at": "2026-09-16T23:36"}).status_code == 302
    assert lin.post(f"{place}{row}/court_accepts/", {"accepted_at": "2026-09-16T23:38"}).status_code == 302
    page = lin.get(place).content.decode()
    for words in (
        "她和孩子在邻居家",
        "卧虎派出所",
        "发现后10 分钟",
        "申请人身安全保护令",
        "法院已受理",
        "紧急裁定",
    ):
        assert words in page, words
    day("2026-09-17 10:00")
    granted = {"decided_at": "2026-09-17T09:50", "valid_until": "2027-04-01", "measures": ["no_violence"]}
    late = lin.post(f"{place}{row}/grant_order/", granted)
    assert "不超过 6 个月" in late.content.decode()
    assert lin.post(f"{place}{row}/grant_order/", granted | {"valid_until": "2027-03-17"}).status_code == 302
    visit = ProtectionVisit
    facts = {"done_at": "2026-09-17T09:59", "result": "平安", "two_people": "on"}
    assert lin.post(f"{place}{only(visit, order=row).pk}/record_visit/", facts).status_code == 302
    assert "平安" in lin.get(place).content.decode()


def test_a_station_head_opens_danger_from_the_page_of_her_matter_and_keeps_a_receipt(guarded):
    case = matter("he", channel="station")
    he = browser_of("he")
    form = he.get(f"/cases/{case.pk}/protection/open_danger/").content.decode()
    assert "110" in form
    sent = {"noticed_at": "2026-09-16T23:05", "note": TOLD}
    told = he.post(f"/cases/{case.pk}/protection/open_danger/", sent)
    assert told.status_code == 200 and "请先拨打110" in told.content.decode()
    answer = he.post(f"/cases/{case.pk}/protection/open_danger/", sent | {"called": "on"}, follow=True)
    page = answer.content.decode()
    assert case.number in page and TOLD not in page and NAME not in page
    assert he.get(f"/cases/{case.pk}/protection/").status_code == 404
    assert running(guarded, case)["protection.duty_told"].strftime("%H:%M") == "23:20"


def test_whoever_reports_danger_is_told_to_call_first(guarded):
    facts = {"tile": "family", "safety": "urgent", "request": "救人", "facts": TOLD, "step": "send"}
    facts |= {"knows_other_side": "no", "gender": "female", "marital_status": "unsaid"}
    page = browser_of("he").post("/m/report/", facts).content.decode()
    assert "110" in page and "120" in page
    calm = browser_of("he").post("/m/report/", facts | {"safety": "safe"}).content.decode()
    assert "请立即拨打" not in calm


@pytest.mark.parametrize(
    "who", ["niu", "feng", "zheng", "tian", "luo", "he", "sysadmin", "secadmin", "auditor"]
)
def test_to_everybody_else_nothing_of_it_exists(who, guarded):
    case = night()
    row = UUID(int=1)
    client = browser_of(who)
    for path in ("", "extract/", "open_danger/", "meet_first/", f"{row}/file_order/"):
        assert client.get(f"/cases/{case.pk}/protection/{path}").status_code in (404, 403), path
    assert client.post(f"/cases/{case.pk}/protection/{row}/place/").status_code in (404, 403)


def test_card_holders_of_county_and_city_read_no_word_of_it(guarded):
    case = night()
    for who in ("gao", "wu", "zhou", "geng"):
        client = browser_of(who)
        assert client.get(f"/cases/{case.pk}/protection/").status_code == 404, who
        page = client.get(f"/cases/{case.pk}/").content.decode()
        assert TOLD not in page and case.number in page


def test_duty_loses_sight_with_the_track_and_a_row_of_another_matter_is_none(guarded):
    case, other = night(), night()
    sheet(other, "order")
    does("lin", danger.end_danger, case, why="error", note="误报")
    assert browser_of("qin").get(f"/cases/{case.pk}/protection/").status_code == 404
    row = drafted(other)
    place = f"/cases/{case.pk}/protection/{row}/"
    answer = browser_of("lin").post(f"{place}file_order/", {"filed_at": "2026-09-16T23:00"})
    assert answer.status_code == 200 and "不属于本事项" in answer.content.decode()
    assert browser_of("lin").get(f"{place}no_such_step/").status_code == 404


def test_where_she_is_stands_on_no_page_and_no_paper_and_each_look_of_the_owner_is_recorded(guarded):
    case = night(safety="violence")
    sheet(case, "shelter", "record")
    does("lin", shelter.start_stay, case, place=WHERE, started_on=clock.today(), children=2)
    lin = browser_of("lin")
    for path in ("", "extract/", "start_stay/"):
        assert WHERE not in lin.get(f"/cases/{case.pk}/protection/{path}").content.decode()
    assert WHERE not in lin.get(f"/cases/{case.pk}/").content.decode()
    stay = only(ShelterStay, case=case).pk
    looked = "select count(*) from network_auditevent where detail ->> 'layer' = 'place'"
    before = guarded.raw(looked)[0][0]
    assert WHERE in lin.post(f"/cases/{case.pk}/protection/{stay}/place/").content.decode()
    assert guarded.raw(looked)[0][0] == before + 1
    flat = guarded.raw("select place from cases_shelterstay where id = %s", [stay])[0][0]
    assert WHERE.encode() not in bytes(flat)


def test_the_extract_names_hash_time_and_uploader_and_each_print_is_recorded(guarded, day):
    case = night(safety="violence")
    day("2026-09-17 10:00")
    sheet(case, "record")
    lin = browser_of("lin")
    place = f"/cases/{case.pk}/protection/"
    facts = {"kind": "medical", "description": "急诊病历一份", "obtained_on": "2026-09-17"}
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 x")
    assert lin.post(f"{place}add_evidence/", facts | {"content": file}).status_code == 302
    page = lin.get(f"{place}extract/").content.decode()
    assert "急诊病历一份" in page and "SHA-256" in page and "林晓岚" in page and "法释〔2022〕17号" in page
    assert guarded.raw(
        "select 1 from network_auditevent where action = 'print' and detail ->> 'layer' = 'extract'"
    )


def test_no_word_of_protection_lies_in_the_clear(guarded):
    case = night(safety="violence")
    sheet(case, "order")
    tables = guarded.raw(
        "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'case_id'"
    )
    for (table,) in tables:
        rows = guarded.raw(f"select row_to_json(t)::text from {table} t where case_id = %s", [case.pk])
        assert not [row for (row,) in rows if TOLD in row], table


def test_the_file_of_a_piece_of_evidence_is_not_chosen_twice(guarded, day):
    case = night()
    lin, place = browser_of("lin"), f"/cases/{case.pk}/protection/add_evidence/"
    sheet(case, "record", "police")
    item = {"kind": "messages", "description": "聊天记录", "obtained_on": "2027-01-01"}
    file = SimpleUploadedFile("聊天记录.pdf", b"%PDF-1.4 x", "application/pdf")
    page = lin.post(place, item | {"content": file}).content.decode()
    assert "聊天记录.pdf" in page
    token = page.partition('name="held_content" value="')[2].partition('"')[0]
    assert lin.post(place, item | {"obtained_on": "2026-09-16", "held_content": token}).status_code == 302
    kept = guarded.raw("select content_type from cases_attachment where case_id = %s", [case.pk])
    assert kept == [("application/pdf",)]
