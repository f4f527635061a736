"""Breaking glass over a child's matter: it opens for the hour without leave, to read alone, and shuts with the hour."""

import pytest

from cases.minors import access
from cases.people.models import Person
from network.access.gate import Refusal
from tests.house import acting, browser_of
from tests.minors.conftest import ASK, WORDS, childs
from tests.privacy.conftest import breaks, over
from tests.stories import NAME, does


def test_in_an_emergency_a_childs_matter_opens_without_leave_and_shuts_with_the_hour(fresh_house):
    case = childs()
    address = f"/cases/{case.pk}/"
    assert WORDS not in browser_of("lin").get(address).content.decode()  # its owner needs leave
    assert (
        browser_of("gao").get(address).status_code in (403, 404)
        or WORDS not in browser_of("gao").get(address).content.decode()
    )
    breaks("gao", case)
    assert WORDS in browser_of("gao").get(address).content.decode()
    with acting("gao"):
        assert Person.objects.filter(case=case).exists()
    over(fresh_house, case)
    page = browser_of("gao").get(address).content.decode()
    assert WORDS not in page and NAME not in page
    with acting("gao"):
        assert not Person.objects.filter(case=case).exists()


def test_whoever_reads_in_an_emergency_asks_for_no_leave(fresh_house):
    case = childs()
    breaks("gao", case)
    with pytest.raises(Refusal):
        does("gao", access.ask_minor_access, case, **ASK)
