"""Through the pages: only steps that fit stand there, a refusal keeps what she typed, and whoever may not is told first."""

from datetime import timedelta

from cases.coordination import co_handling
from cases.documents.models import Document
from cases.referrals.models import AidReferral, ServiceItem
from network.agencies.models import Agency
from sisterhood.lib import clock
from tests.house import acting, browser_of, person
from tests.referrals.conftest import COURT, ID_NUMBER, NEED, allowed, drawn, opened, presented, sent, told
from tests.stories import NAME, PHONE, STORY, does


def test_only_services_whose_body_stands_on_the_list_and_a_wrong_pair_is_a_sentence(house):
    case = told()
    page = browser_of("lin").get(f"/cases/{case.pk}/referrals/new/")
    assert page.status_code == 200 and COURT in page.content.decode()
    with acting("lin"):
        item = ServiceItem.objects.get(name=COURT)
        other = Agency.objects.for_case_of(case.unit).filter(kind="police")[0]
    facts = {"item": item.pk, "agency": other.pk, "channel": "ordinary", "need": NEED}
    answer = browser_of("lin").post(f"/cases/{case.pk}/referrals/new/", facts)
    assert answer.status_code == 200
    assert "这项服务由另一类单位提供" in answer.content.decode() and NEED in answer.content.decode()


def test_in_danger_the_call_comes_first_on_the_page(house):
    case = told()
    row = opened(case, channel="danger")
    page = browser_of("lin").get(f"/cases/{case.pk}/referrals/{row}/").content.decode()
    assert f'<a class="btn p" href="/cases/{case.pk}/referrals/{row}/phone_ahead/">' in page
    calm = opened(case)
    page = browser_of("lin").get(f"/cases/{case.pk}/referrals/{calm}/").content.decode()
    assert "phone_ahead" not in page


def test_silence_is_offered_only_when_the_time_is_over(house):
    case = told()
    row = presented(case)
    place = f"/cases/{case.pk}/referrals/{row}/"
    assert "record_silence" not in browser_of("gao").get(place).content.decode()
    house.raw("update network_clock set due_at = now() - interval '1 hour' where part = %s", [row])
    page = browser_of("gao").get(place).content.decode()
    assert f'<a class="btn p" href="{place}record_silence/">' in page and "逾期未答复" in page


def test_whoever_works_along_is_told_before_she_types(house):
    case = told()
    row = sent(case)
    until = clock.today() + timedelta(days=30)
    does("lin", co_handling.invite_co_handler, case, to=person("xu"), task="请协助", until=until)
    for verb in ("agency_accept/", "code/"):
        page = browser_of("xu").get(f"/cases/{case.pk}/referrals/{row}/{verb}").content.decode()
        assert "此事项由他人经办，您不能进行这项操作。" in page and 'class="form card fs"' not in page


def test_the_letter_cannot_be_worded_and_its_stub_carries_no_code(house):
    case = told()
    row = allowed(case)
    paper = drawn(case, row)
    lin = browser_of("lin")
    assert "/amend/" not in lin.get(f"/papers/{paper.pk}/").content.decode()
    refused = lin.post(f"/papers/{paper.pk}/amend/", {"addressee": "x", "basis": STORY, "remedies": ""})
    assert refused.status_code == 200 and "文字固定" in refused.content.decode()
    browser_of("gao").post(f"/papers/{paper.pk}/approve/")
    assert lin.post(f"/papers/{paper.pk}/issue/").status_code == 302
    stub = lin.post(f"/cases/{case.pk}/referrals/{row}/stub/").content.decode()
    assert "介绍信存根" in stub and NAME in stub and "领取人签字" in stub
    with acting("lin"):
        code = Document.objects.get(pk=paper.pk)
    assert code.number in stub and "data:image" not in stub
    for secret in (STORY, NEED, PHONE, ID_NUMBER):
        assert secret not in stub
    whole = lin.post(f"/papers/{paper.pk}/print/", {"as": "page"}).content.decode()
    assert "data:image/svg+xml" in whole and "兹介绍持信人" in whole
    pdf = lin.post(f"/papers/{paper.pk}/print/", {"as": "pdf"})
    assert pdf["Content-Type"] == "application/pdf" or pdf.status_code == 302


def test_the_code_is_shown_once_and_no_page_after_it_shows_it_again(house):
    case = told()
    row = sent(case)
    lin = browser_of("lin")
    shown = lin.post(f"/cases/{case.pk}/referrals/{row}/code/", {"how": "phone"})
    code = shown.context["code"]
    assert code in shown.content.decode() and NAME not in shown.content.decode()
    for address in ("code/", ""):
        assert code not in lin.get(f"/cases/{case.pk}/referrals/{row}/{address}").content.decode()


def test_what_was_sent_and_not_answered_stands_on_the_list_until_it_is(house):
    case = told()
    row = presented(case)
    lin = browser_of("lin")
    assert case.number in lin.get("/cases/referrals/").content.decode()
    answered = {"answered_on": f"{clock.today():%Y-%m-%d}", "note": ""}
    assert lin.post(f"/cases/{case.pk}/referrals/{row}/agency_accept/", answered).status_code == 302
    assert case.number not in lin.get("/cases/referrals/").content.decode()
    with acting("lin"):
        assert AidReferral.objects.get(pk=row).state == "agency_accepted"


def test_a_referral_of_another_matter_is_not_found_under_this_one(house):
    case, other = told(), told()
    row = sent(other)
    assert browser_of("lin").get(f"/cases/{case.pk}/referrals/{row}/").status_code == 404
