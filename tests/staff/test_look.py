"""The list of accounts in real Chromium."""

import pytest

from tests.journeys.conftest import address, visit

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


def test_the_list_of_accounts_runs_its_scripts_without_a_fault(visit, house):
    admin, faults = visit("sysadmin", 1366), []
    admin.page.on("pageerror", lambda fault: faults.append(str(fault)))
    admin.page.goto(f"{admin.address}/admin/network/user/")
    admin.page.locator("input.action-select").first.check()
    assert admin.page.locator(".action-counter").inner_text().strip()
    assert not faults
