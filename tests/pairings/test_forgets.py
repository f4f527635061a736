"""Names of whoever was helped go when their time is over, on the day and not before; the figures stay."""

import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from outreach.beneficiaries import verbs as beneficiaries
from outreach.campaigns import photos
from outreach.pairings import care, forgetting, verbs
from sisterhood.lib import clock
from tests.pairings import told
from tests.pairings.told import MOTHER, TOWN, VILLAGE
from tests.selection.told import does

NAMES = "select wrapped is null, name is null, guardian is null, name_index is null from outreach_beneficiary where id = %s"
DAYS = 1095


def _forget(house, days: int) -> dict[str, int]:
    with house.login("worker"):
        return forgetting.forget(at=clock.now() + timedelta(days=days))


def _over():
    """A pairing that has run, with a visit and a card, and has ended today with the help itself."""
    who, whom = told.mother(), told.child()
    row = told.running(who, whom)
    rated = {"living": "good", "study": "fair", "wellbeing": "good"}
    does(MOTHER, care.write_care_log, row.pk, on=clock.today(), **rated)
    does(TOWN, care.write_card, row.pk, on=clock.today(), year="p3", progress="same")
    does(TOWN, verbs.end_pairing, row.pk, why="moved")
    does(VILLAGE, beneficiaries.end_beneficiary, whom.pk, why="moved")
    return who, whom, row


def test_a_child_is_forgotten_the_day_after_the_period_and_not_on_its_last(fresh_house):
    who, whom, row = _over()
    assert _forget(fresh_house, DAYS) == {"people": 0, "supporters": 0, "visits": 0}
    assert fresh_house.raw(NAMES, [whom.pk]) == [(False,) * 4]
    born = fresh_house.raw("select born_on from outreach_beneficiary where id = %s", [whom.pk])[0][0]
    assert _forget(fresh_house, DAYS + 1) == {"people": 1, "supporters": 0, "visits": 1}
    assert fresh_house.raw(NAMES, [whom.pk]) == [(True,) * 4]
    kept = "select born_on, category, state from outreach_beneficiary where id = %s"
    assert fresh_house.raw(kept, [whom.pk]) == [(born.replace(month=1, day=1), "left_behind", "ended")]
    # The visit stays for the figures, without a word about the child; the card is gone.
    assert fresh_house.raw("select living, study, wellbeing from outreach_carelog") == [("", "", "")]
    assert fresh_house.raw("select count(*) from outreach_progresscard") == [(0,)]
    assert fresh_house.raw("select state from outreach_supportpairing where id = %s", [row.pk]) == [
        ("ended",)
    ]
    assert _forget(fresh_house, DAYS + 1) == {"people": 0, "supporters": 0, "visits": 0}


def test_whoever_supports_still_is_remembered_and_whoever_has_gone_is_not(fresh_house):
    who, _whom, _row = _over()
    name = "select name is null from outreach_supporter where id = %s"
    _forget(fresh_house, DAYS + 400)
    assert fresh_house.raw(name, [who.pk]) == [(False,)]
    fresh_house.raw(
        "update outreach_supporter set gone_on = current_date, why_gone = 'moved' where id = %s", [who.pk]
    )
    assert _forget(fresh_house, DAYS + 2)["supporters"] == 1
    assert fresh_house.raw(name, [who.pk]) == [(True,)]


def test_a_child_whose_help_goes_on_keeps_her_name(fresh_house):
    whom = told.child()
    _forget(fresh_house, 9 * DAYS)
    assert fresh_house.raw(NAMES, [whom.pk]) == [(False,) * 4]


def test_a_file_of_an_event_that_belongs_to_no_photograph_goes_after_a_day(fresh_house):
    folder = Path(settings.MEDIA_ROOT) / "events"
    folder.mkdir(parents=True, exist_ok=True)
    old, new = folder / ("a" * 32), folder / ("b" * 32)
    for path in (old, new):
        path.write_bytes(b"x")
    then = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(old, (then, then))
    with fresh_house.login("worker"):
        assert photos.sweep() == 1
    assert not old.exists() and new.exists()
    new.unlink()
