"""Breaking glass over a child's matter: it opens for the hour without leave, to read alone, and shuts with the hour."""

import pytest

from cases.minors import access
from cases.people.models import Person
from cases.privacy import requests
from cases.privacy.lists import IdentityProof
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.house import acting, browser_of
from tests.minors.conftest import ASK, WORDS, childs, ended, given
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


def test_the_owner_who_reads_nothing_is_offered_to_ask_for_leave_wherever_a_word_is_shut(fresh_house):
    case, lin = childs(), browser_of("lin")
    ask = f"/cases/{case.pk}/minors/ask_minor_access/"
    for path in ("", "protection/", "data/new/"):
        page = lin.get(f"/cases/{case.pk}/{path}").content.decode()
        assert ask in page and "申请查阅" in page and "请联系经办人" not in page, path
    leave = given(case)
    with acting("lin"):
        child = Person.objects.filter(case=case).first().pk
    told = {"person": child, "right": "see", "asked": "想知道留存了什么", "received_on": clock.today()}
    row = does("lin", requests.register_request, case, **told).pk
    ended(fresh_house, leave)
    answer = lin.get(f"/cases/{case.pk}/data/{row}/")
    assert answer.status_code == 403 and ask in answer.content.decode()
    with pytest.raises(Refusal) as shut:
        does("lin", requests.check_identity, case, row=row, proof=IdentityProof.DOCUMENT)
    assert shut.value.code == "shut"
