"""Each clock of a mediation over the holidays of October: it rolls forward for them, and reminds before for us."""

import pytest

from cases.mediation import agreements, consenting, performing
from network.access.gate import Refusal
from sisterhood.lib import clock
from tests.mediation.conftest import at, clocks, consented, sitting, state, written
from tests.stories import does

END = at("2026-10-09 00:00")  # 24:00 of the first working day after 1 to 7 October


def _rings(house, limit: str):
    statement = "select next_ring_at from network_clock where limit_id = %s and state = 'running'"
    return [clock.in_zone(row[0]) for row in house.raw(statement, [limit])]


@pytest.fixture(autouse=True)
def nothing_runs(house):
    yield
    house.raw("update network_clock set state = 'cancelled', next_ring_at = null where state = 'running'")


def test_a_month_to_finish_from_the_second_consent(house, day):
    case, row = consented()
    assert clocks(house, case) == {"mediation.finish": END}
    assert _rings(house, "mediation.finish") == [at("2026-09-24 08:30")]
    day("2026-09-30 09:00")
    more = {"row": row, "days": 30, "both": True, "note": "双方还要问家里人"}
    does("lin", consenting.extend_mediation, case, **more)
    assert clocks(house, case)["mediation.finish"] == at("2026-11-03 00:00")  # 31 October is a Saturday
    with pytest.raises(Refusal) as refused:
        does("lin", consenting.extend_mediation, case, **more)
    assert refused.value.code == "extended"


def test_more_time_needs_both_and_at_most_a_month(house, day):
    case, row = consented()
    for changed, code in (({"both": False}, "both"), ({"days": 31}, "days")):
        with pytest.raises(Refusal) as refused:
            told = {"row": row, "days": 10, "both": True, "note": "x"} | changed
            does("lin", consenting.extend_mediation, case, **told)
        assert refused.value.code == code


def test_thirty_days_to_ask_the_court_with_reminders_on_the_twentieth_and_the_27th(house, day):
    case, row = written()
    assert clocks(house, case) == {"mediation.confirmation": END, "mediation.confirmation_last": END}
    assert _rings(house, "mediation.confirmation") == [at("2026-09-21 08:30")]
    assert _rings(house, "mediation.confirmation_last") == [at("2026-09-28 08:30")]
    day("2026-10-08 16:00")
    with pytest.raises(Refusal) as refused:
        does("lin", agreements.ask_confirmation, case, row=row, both=False, asked_on=clock.today())
    assert refused.value.code == "both"
    does("lin", agreements.ask_confirmation, case, row=row, both=True, asked_on=clock.today())
    assert clocks(house, case) == {}
    day("2026-10-20 09:00")
    does("lin", agreements.record_confirmation, case, row=row, said="confirmed", said_on=clock.today())
    assert state(house, row) == "agreed_written"


def test_after_the_last_day_the_court_is_not_asked_any_more(house, day):
    case, row = written()
    day("2026-10-09 09:00")
    with pytest.raises(Refusal) as refused:
        does("lin", agreements.ask_confirmation, case, row=row, both=True, asked_on=clock.today())
    assert refused.value.code == "asked_on" and "10" in str(refused.value)


@pytest.mark.parametrize(
    ("begun", "limit"),
    [("2026-09-24", "follow_1"), ("2026-09-01", "follow_2"), ("2026-07-03", "follow_3")],
)
def test_follow_ups_after_7_30_and_90_days(house, day, begun, limit):
    day(f"{begun} 09:00")
    case, row = written()
    does("lin", performing.begin_performance, case, row=row)
    assert clocks(house, case)[f"mediation.{limit}"] == END


def test_each_follow_up_ends_its_own_clock(house, day):
    case, row = written()
    does("lin", performing.begin_performance, case, row=row)
    owed = dict(house.raw('select "limit", id from cases_agreementfollowup where mediation_id = %s', [row]))
    day("2026-09-08 10:00")
    told = {"row": row, "kept": "kept", "done_on": clock.today()}
    does("lin", performing.follow_agreement, case, which=owed["mediation.follow_1"], **told)
    assert set(clocks(house, case)) >= {"mediation.follow_2", "mediation.follow_3"}
    assert "mediation.follow_1" not in clocks(house, case)
    with pytest.raises(Refusal) as refused:
        does("lin", performing.follow_agreement, case, which=owed["mediation.follow_1"], **told)
    assert refused.value.code == "which"
    does("lin", performing.confirm_performed, case, row=row)
    assert clocks(house, case) == {} and state(house, row) == "performed"


def test_an_agreement_by_word_of_mouth_is_in_force_when_it_is_reached(house, day):
    case, row = sitting()
    does("lin", agreements.agree_orally, case, row=row, terms="各退一步")
    assert state(house, row) == "agreed_oral" and clocks(house, case)["mediation.confirmation"] == END
