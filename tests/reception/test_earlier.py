"""Whether she came before: the sheet says what registering says, and the new matter is tied to the one that is meant."""

from dataclasses import replace

import pytest

from cases.petitions.reception import reading, talks, visits
from cases.petitions.reception.models import ReceptionSheet, ReceptionVisit
from cases.petitions.told import Earlier, Named
from cases.vocabulary.petitions import RelationKind
from network.access.gate import Refusal
from tests.house import House, acting, browser_of
from tests.reception.days import ASKED, NAME, came, heard, moves, published, talk
from tests.stories import matter

HERS = Named(name=NAME, phone="13804340001", gender="female")


def _known(visit: ReceptionVisit, by: str = "gao") -> list[str]:
    with acting(by) as (_user, scope):
        row = ReceptionSheet.objects.readable_by(scope).get(pk=visit.pk)
        return [each.number for each in reading.earlier(row, scope)]


def _links(house: House) -> list[tuple]:
    return house.raw("select from_case_id, to_case_id, kind from cases_relatedmatter")


def _form(**more: str) -> dict[str, str]:
    told = {"act": "write_up", "safety": "safe", "request": ASKED, "facts": "份额没有登记", "said": "已说明"}
    told |= {"category": "property", "nature": "appeal", "gender": "female", "knows_other_side": "no"}
    return told | {"read_back": "on", "name": NAME, "outcome": "on_the_spot"} | more


def test_the_sheet_shows_matters_of_hers_by_name_or_phone_and_none_in_which_she_is_the_other_side(
    fresh_house,
):
    by_name = matter("lin", petitioner=Named(name=NAME))
    by_phone = matter("lin", petitioner=Named(name="她的别名", is_alias=True, phone=HERS.phone))
    with_others = matter("lin", petitioner=Named(name="同来的人"), representatives=(HERS,))
    against = matter("lin", petitioner=Named(name="另一位"), respondent=HERS)
    alias = matter("lin", petitioner=Named(name=NAME, is_alias=True))
    elsewhere, sealed = matter("zheng", petitioner=HERS), matter("lin", petitioner=HERS, safety="violence")
    visit = came(published(), phone=HERS.phone)
    assert set(_known(visit)) == {by_name.number, by_phone.number, with_others.number}
    page = browser_of("gao").get(f"/duty/visits/{visit.pk}/").content.decode()
    for case in (against, alias, elsewhere, sealed):
        assert case.number not in page


def test_whoever_came_without_a_name_is_nobody_who_came_before(fresh_house):
    matter("lin", petitioner=Named(phone="13804340002"))
    assert _known(came(published(), name="", phone="")) == []


def test_an_alias_told_at_the_table_identifies_nobody_afterwards(fresh_house):
    matter("lin", petitioner=Named(name="小红"))
    visit = came(published(), name="")
    told = talk("on_the_spot")
    alias = replace(told.intake, petitioner=Named(name="小红", is_alias=True))
    heard(visit, replace(told, intake=alias))
    assert _known(visit) == []
    assert fresh_house.raw("select name_index from cases_receptionsheet") == [(None,)]


def test_at_the_table_the_new_matter_is_tied_to_the_earlier_one_by_the_page(fresh_house):
    earlier, other = matter("lin", petitioner=HERS), matter("lin", petitioner=Named(name="另一位"))
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    gao, address = browser_of("gao"), f"/duty/visits/{visit.pk}/"
    page = gao.get(address).content.decode()
    assert f'value="{earlier.pk}"' in page and str(other.pk) not in page
    refused = gao.post(address, _form(**{"again-earlier": str(earlier.pk)}))
    assert refused.status_code == 200 and "请说明是同一事实还是新事实" in refused.content.decode()
    assert "份额没有登记" in refused.content.decode() and _links(fresh_house) == []
    foreign = gao.post(address, _form(**{"again-earlier": str(other.pk), "again-said": "new_facts"}))
    assert foreign.status_code == 200 and _links(fresh_house) == []
    told = _form(**{"again-earlier": str(earlier.pk), "again-said": "new_facts"})
    assert gao.post(address, told).status_code == 302
    ((later, to, kind),) = _links(fresh_house)
    assert (to, kind) == (earlier.pk, "new_facts")
    assert fresh_house.raw("select case_id from cases_receptionsheet") == [(later,)]


def test_without_a_choice_nothing_is_tied(fresh_house):
    matter("lin", petitioner=HERS)
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    assert browser_of("gao").post(f"/duty/visits/{visit.pk}/", _form()).status_code == 302
    assert _links(fresh_house) == []
    assert fresh_house.raw("select count(*) from cases_case") == [(2,)]


def test_the_same_facts_after_the_last_word_are_no_new_matter_at_the_table_either(fresh_house):
    earlier = matter("lin", petitioner=HERS)
    fresh_house.raw("update cases_petition set state = 'final' where case_id = %s", [earlier.pk])
    fresh_house.raw(
        "update cases_case set stage = 'final', phase = 'closed', closed_at = now() where id = %s",
        [earlier.pk],
    )
    visit = came(published())
    moves(visit, visits.seat, by="gao")
    told = _form(**{"again-earlier": str(earlier.pk), "again-said": "repeat"})
    page = browser_of("gao").post(f"/duty/visits/{visit.pk}/", told)
    assert page.status_code == 200 and "该事项已经终结" in page.content.decode()
    with acting("gao") as (gao, scope):
        row = ReceptionVisit.objects.visible_to(scope).get(pk=visit.pk)
        earlier.refresh_from_db()
        again = Earlier(earlier, RelationKind.REPEAT)
        with pytest.raises(Refusal) as refusal:
            talks.write_up(row, talk("on_the_spot", earlier=again), by=gao)
    assert refusal.value.code == "final"
    assert fresh_house.raw("select count(*) from cases_case") == [(1,)]
