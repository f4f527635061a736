"""What a clerk reads on her desk and at a wrong address."""

from tests.health import told
from tests.house import browser_of


def test_her_own_chores_are_not_called_decisions_and_bear_a_number(fresh_house):
    told.opened()
    row = told.nominated()
    page = browser_of("luo").get("/").content.decode()
    assert row.number in page and "由您办理" in page
    assert "1件等您决定" not in page and "另有1件由您办理" in page


def test_whoever_is_signed_in_reads_no_english_at_a_wrong_address(house):
    page = browser_of("lin").get("/nowhere/").content.decode()
    assert "没有找到内容" in page and "There is nothing here" not in page


def test_the_administration_speaks_chinese(house):
    page = browser_of("auditor").get("/admin/").content.decode()
    assert "Model name" not in page and "Add link" not in page


def test_a_report_begins_with_the_way_of_the_village(house):
    page = browser_of("he").get("/m/report/").content.decode()
    assert 'value="village" checked' in page and 'value="county" checked' not in page
