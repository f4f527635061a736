"""A move by one administrator is told at once, and opens nothing that stays open."""

from cases.casefile import sharing
from cases.vocabulary.reading import AccessReason
from network.units import verbs
from network.units.models import Unit
from tests.house import acting, browser_of, person
from tests.stories import does, matter

SHANMEN_TOWN = "220303100000"


def test_moving_a_village_to_another_county_and_back_leaves_no_loan_and_is_told(fresh_house):
    case = matter("he", channel="station")
    village = Unit.objects.get(pk=person("he").appointments.get().unit.village_id)
    home, away = village.parent, Unit.objects.current().get(code=SHANMEN_TOWN, level=3)
    with acting("sysadmin") as (admin, _scope):
        verbs.move_unit(village, to_parent=away, by=admin, reason="区划调整")
    does("zheng", sharing.open_with_reason, case, reason=AccessReason.values[0])
    assert browser_of("zheng").get(f"/cases/{case.pk}/").status_code == 200
    with acting("sysadmin") as (admin, _scope):
        verbs.move_unit(village, to_parent=home, by=admin, reason="更正")
    assert browser_of("zheng").get(f"/cases/{case.pk}/").status_code == 404
    lasting = fresh_house.raw(
        "select 1 from cases_caseaccess where user_id = %s and until > now()", [person("zheng").pk]
    )
    assert lasting == []
    told = fresh_house.raw(
        "select u.username, count(*) from network_outboxmessage o join network_user u on u.id = o.recipient_id"
        " where o.kind = 'unit_moved' group by 1 order by 1"
    )
    assert told == [("secadmin", 2), ("zhou", 2)]
