"""Counselling is sealed: whoever books it is told before, and from then on the area sees nothing of the matter."""

from datetime import timedelta
from importlib import import_module

import pytest

from cases.casefile.models import Case
from cases.consultations import booking, sessions
from cases.consultations.models import Consultation
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.consultations.rota import booked, confirmed, step, windows
from tests.house import acting, browser_of, person
from tests.stories import STORY, matter

SEAL = import_module("cases.migrations.0245_counselled_matters_sealed").SEAL


def _is_sealed(office, case) -> bool:
    return office.house.raw("select is_sealed from cases_case where id = %s", [case.pk])[0][0]


@pytest.fixture(scope="module", autouse=True)
def _morning(office):
    for days in (1, 2):
        confirmed(office.duan, office.yan, day=clock.today() + timedelta(days=days))


def test_legal_advice_alone_leaves_the_matter_what_it_is(office):
    case = matter("lin")
    booked(case, "legal")
    assert not _is_sealed(office, case)
    for who in ("gao", "wu", "zhou"):
        assert case.number in browser_of(who).get(f"/cases/{case.pk}/").content.decode()


def test_she_is_told_before_she_books_and_from_then_on_the_area_sees_nothing(office):
    case, lin = matter("lin"), browser_of("lin")
    place = f"/cases/{case.pk}/consultations/new/"
    assert "转为限制查看" in lin.get(place).content.decode()
    assert "今后只有承办人" not in lin.get(place, {"kind": "legal"}).content.decode()
    page = lin.get(place, {"kind": "joint"}).content.decode()
    assert "今后只有承办人" in page and "转由县级" not in page
    sent = {"window": windows("joint")[0].key}
    assert lin.post(f"{place}?kind=joint", sent, follow=True).status_code == 200
    assert _is_sealed(office, case)
    assert STORY in lin.get(f"/cases/{case.pk}/").content.decode()  # hers as before
    for who in ("wu", "zhou", "xu", "tian"):
        assert browser_of(who).get(f"/cases/{case.pk}/").status_code == 404, who
    page = browser_of("gao").get(f"/cases/{case.pk}/").content.decode()
    assert case.number in page and STORY not in page  # her leader keeps the card
    with acting("lin") as (_lin, scope):
        mine = Consultation.objects.visible_to(scope).filter(case=case.pk)
        assert {row.kind for row in mine} == {"legal", "psychological"}
    for who in ("duan", "yan"):
        with acting(who) as (_user, scope):
            assert Consultation.objects.visible_to(scope).filter(case=case.pk).count() == 1
            assert not Case.objects.openable_by(scope).exists()
    assert "转为限制查看" not in lin.get(place).content.decode()


def test_what_a_chair_books_goes_to_the_county_which_receives_her(office):
    case, tian = matter("tian"), browser_of("tian")
    place = f"/cases/{case.pk}/consultations/new/"
    assert "转由县级专干承办" in tian.get(place, {"kind": "psychological"}).content.decode()
    sent = {"window": windows("psychological", "tian")[0].key}
    page = tian.post(f"{place}?kind=psychological", sent, follow=True).content.decode()
    assert case.number in page and STORY not in page
    owner = "select u.username from cases_case c join network_user u on u.id = c.owner_id where c.id = %s"
    assert office.house.raw(owner, [case.pk]) == [("lin",)]
    told = "select u.username, m.kind from network_outboxmessage m join network_user u on u.id = m.recipient_id where m.subject_id = %s"
    assert ("lin", "handed") in office.house.raw(told, [case.pk])
    with acting("tian") as (_tian, scope):
        assert not Case.objects.openable_by(scope).filter(pk=case.pk).exists()
        assert not Consultation.objects.visible_to(scope).filter(case=case.pk).exists()
    with acting("lin") as (_lin, scope):
        row = Consultation.objects.visible_to(scope).get(case=case.pk)
    step("lin", sessions.check_in, row)
    step("lin", sessions.sign_consent, row, signed_on=clock.today(), signed_how="signature")
    step("yan", sessions.begin, row)


def test_a_leader_does_not_book_it_on_a_matter_of_somebody_else(office):
    case, window = matter("lin"), windows("psychological")[0]
    with acting("gao") as (gao, _scope), pytest.raises(Refusal):
        booking.book_consultation(Case.objects.get(pk=case.pk), kind="psychological", window=window, by=gao)
    assert not _is_sealed(office, case)


def test_matters_counselled_before_the_rule_are_sealed_where_they_lie(office):
    case = matter("lin")
    booked(case, "psychological")
    office.house.raw(
        "update cases_case set is_sealed = false, registered_by_id = %s where id = %s",
        [person("xu").pk, case.pk],
    )
    office.house.raw(f"{SEAL.rstrip().rstrip(';')} returning user_id")
    assert _is_sealed(office, case)
    page = browser_of("xu").get(f"/cases/{case.pk}/").content.decode()
    assert case.number in page and STORY not in page
