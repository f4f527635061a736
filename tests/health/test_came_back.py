"""What comes back for papers says why, keeps what was entered, and tells everything that is wrong at once."""

from outreach.health.relief import checks
from outreach.health.relief.lists import WhyBack
from tests.health import told
from tests.house import browser_of
from tests.selection.told import does


def _back():
    told.opened()
    row = told.nominated()
    told.complete(row.pk)
    does("luo", checks.check_village, row.pk)
    does("tian", checks.send_back_relief, row.pk, why="account")
    return row


def test_whoever_gets_it_back_reads_why_and_finds_her_entries(fresh_house):
    row, luo = _back(), browser_of("luo")
    why = "退回原因"
    page = luo.get(f"/outreach/relief/{row.pk}/").content.decode()
    assert why in page and str(WhyBack.ACCOUNT.label) in page.partition(why)[2][:90]
    answer = luo.get(f"/outreach/relief/{row.pk}/complete_papers/")
    form = answer.content.decode()
    assert why in form and f'value="{told.ID_NUMBER}"' in form and 'value="6228480012345678917"' in form
    assert answer["Cache-Control"] == "no-store"
    assert "checked" in form.partition('name="seen"')[2][:200]
    reveals = "select count(*) from network_auditevent where action = 'reveal' and subject_id = %s"
    assert fresh_house.raw(reveals, [str(row.pk)]) == [(1,)]
    told.complete(row.pk)
    assert why not in luo.get(f"/outreach/relief/{row.pk}/").content.decode()


def test_nobody_but_the_village_finds_the_entries_in_a_form(fresh_house):
    row = _back()
    for other in ("tian", "lin", "gao", "li"):
        answer = browser_of(other).get(f"/outreach/relief/{row.pk}/complete_papers/")
        assert told.ID_NUMBER not in answer.content.decode(), other


def test_all_that_is_wrong_stands_there_at_once_with_its_field_and_her_kind_of_hardship(fresh_house):
    told.opened()
    row, luo = told.nominated(), browser_of("luo")
    address = f"/outreach/relief/{row.pk}/complete_papers/"
    assert "她的困难类别：" in luo.get(address).content.decode()
    wrong = {"id_number": "123", "diagnosis": "cervical_0", "hospital": "市中心医院", "grade": "tertiary"}
    wrong |= {"source": "monitoring", "holds_from": "2020-01-01", "holds_until": "2020-02-01", "bank": ""}
    wrong |= {"account": "1", "cost": "1", "reimbursed": "2", "seen": ["id_card"]}
    page = luo.post(address, wrong).content.decode()
    summary = page.partition('class="err"')[2].partition("</div>")[0]
    for field in ("id_number", "diagnosis", "source", "holds_until", "bank", "account", "reimbursed", "seen"):
        assert f"#id_{field}" in summary, field
    assert "她的困难类别是：" in summary and "身份证号：" in summary
    assert 'value="市中心医院"' in page
