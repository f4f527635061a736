"""How many days a body takes to answer (item 57): counted by hand beside the figure, few withheld, nobody put in order."""

from datetime import timedelta
from decimal import Decimal

from cases.referrals import answers, figures
from network.agencies.models import Agency
from sisterhood.lib import clock
from tests.house import acting, browser_of
from tests.referrals.conftest import COURT, POLICE, at, sent, told
from tests.stories import does


def _answered(*days: int, item: str = COURT, channel: str = "ordinary") -> None:
    """One letter each, presented on 14 September and answered as many days later."""
    for taken in days:
        with clock.moved_to(at("2026-09-14 09:00")):
            case = told()
            row = sent(case, item, channel=channel)
            does("lin", answers.present_letter, case, row=row, presented_on=clock.today())
        with clock.moved_to(at("2026-09-14 10:00") + timedelta(days=taken)):
            does("lin", answers.agency_accept, case, row=row, answered_on=clock.today())


def _shown(username: str = "gao") -> list[tuple[Decimal | None, Decimal | None]]:
    with acting(username):
        return [(each.days, each.green_days) for each in figures.answers(2026)]


def test_days_from_presented_to_answered_are_the_middle_of_what_was_counted_by_hand(fresh_house):
    _answered(8, 10)
    assert _shown() == [(None, None)]
    _answered(1, 2, channel="green")
    assert _shown() == [(Decimal("5.0"), None)]  # 1, 2, 8, 10; two of the green channel are too few
    _answered(3, channel="green")
    assert _shown() == [(Decimal("3.0"), Decimal("2.0"))]
    page = browser_of("gao").get("/cases/referrals/?year=2026").content.decode()
    assert "答复用时（天）" in page and "其中绿色通道" in page and "取已答复介绍信的中位数" in page
    for username in ("lin", "zheng", "tian"):
        assert _shown(username) == [], username


def test_a_letter_nobody_answered_has_no_days(fresh_house):
    _answered(4, 4, 4)
    case = told()
    with clock.moved_to(at("2026-09-14 09:00")):
        row = sent(case)
        does("lin", answers.present_letter, case, row=row, presented_on=clock.today())
    assert _shown() == [(Decimal("4.0"), None)]


def test_bodies_stand_in_the_order_of_their_list_however_slow_they_are(fresh_house):
    _answered(9, 9, 9, item=COURT)
    _answered(1, 1, 1, item=POLICE)
    with acting("gao"):
        found = figures.answers(2026)
        pks = [each.agency.pk for each in found]
        assert {each.days for each in found} == {Decimal("9.0"), Decimal("1.0")}
        assert pks == list(Agency.objects.filter(pk__in=pks).values_list("pk", flat=True))
