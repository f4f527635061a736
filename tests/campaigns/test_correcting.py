"""更正: a count that was wrong is corrected in its days, with a reason; the old number stays, and figures follow."""

from datetime import timedelta

import pytest

from network.access.gate import Refusal
from outreach.campaigns import correcting, figures
from outreach.campaigns.activity import Activity, ActivityCorrection
from sisterhood.lib.states import IllegalTransition
from tests.campaigns import told
from tests.house import acting, browser_of
from tests.selection.told import does

RIGHT = told.PEOPLE | {"women": 44}
FACTS = {"people": RIGHT, "cost_cents": 80_000, "reason": "漏记了后到的四人"}


@pytest.fixture
def counted(fresh_house):
    return told.counted(told.lecture(told.running()))


def corrected(row, by=told.OFFICER, on=14, **more):
    return does(by, correcting.correct_activity, row.pk, at=told.at(on), **(FACTS | more))


def people(scope) -> int | None:
    return figures.report(scope, told.county(), since=told.FIRST, until=told.LAST).people


def test_figures_follow_and_what_stood_there_before_is_kept_with_its_reason(counted):
    corrected(counted)
    with acting(told.OFFICER) as (_user, scope):
        assert people(scope) == 52
        (kept,) = ActivityCorrection.objects.all()
        assert (kept.was["women"], kept.now["women"]) == (40, 44)
    page = browser_of(told.OFFICER).get(f"/outreach/activities/{counted.pk}/").content.decode()
    assert "人数更正" in page and "漏记了后到的四人" in page and "<del>40</del>" in page


def test_nothing_is_corrected_without_a_reason_without_a_change_or_after_its_days(counted):
    for wrong, sentence in (
        ({"reason": " "}, "说明"),
        ({"people": told.PEOPLE}, "相同"),
        ({"people": dict.fromkeys(RIGHT, 0)}, "到场"),
        ({"reason": "张三电话13812345678说少记了"}, ""),
    ):
        with pytest.raises(Refusal, match=sentence):
            corrected(counted, **wrong)
    corrected(counted, on=31)
    with pytest.raises(Refusal, match="更正"):
        does(
            told.OFFICER,
            correcting.correct_activity,
            counted.pk,
            at=told.at(11) + timedelta(days=31),
            **FACTS,
        )


def test_whoever_organises_corrects_and_nobody_below_or_elsewhere(counted):
    for username in (told.VILLAGE, "zhou", "wu"):
        with pytest.raises(Refusal):
            corrected(counted, by=username)
    with pytest.raises(IllegalTransition):
        corrected(told.lecture())


def test_the_database_keeps_a_count_that_no_correction_stands_beside(counted):
    with acting(told.OFFICER), pytest.raises(Exception, match="what was counted stands"):
        Activity.objects.filter(pk=counted.pk).update(women=99)
    corrected(counted)
    with acting(told.OFFICER), pytest.raises(Exception, match="what was counted stands"):
        Activity.objects.filter(pk=counted.pk).update(women=99)
    with acting(told.OFFICER), pytest.raises(Exception, match="permission denied"):
        ActivityCorrection.objects.update(reason="x")


def test_the_form_shows_what_stands_there_and_loses_nothing(counted):
    browser = browser_of(told.OFFICER)
    page = f"/outreach/activities/{counted.pk}/correct_activity/"
    with told.clock.moved_to(told.at(14)):
        form = browser.get(page).context["form"]
        assert form["women"].value() == 40 and form["cost_cents"].value() == "800.00"
        sent = {"women": 44, "men": 3, "children": 5, "families": 20, "cost_cents": "800.00"}
        refused = browser.post(page, sent).content.decode()
        assert 'value="44"' in refused
        assert browser.post(page, sent | {"reason": "漏记"}).status_code == 302
    with acting(told.OFFICER):
        assert Activity.objects.get(pk=counted.pk).women == 44
