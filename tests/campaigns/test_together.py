"""Side by side on a real database: a form counts once, and nothing slips into a campaign beside its report."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from django.db import connection

from network.access.gate import Refusal
from outreach.campaigns import holding, public, surveys, verbs
from outreach.campaigns.activity import Activity
from outreach.campaigns.models import Campaign
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests.campaigns import told
from tests.campaigns.told import LEADER, OFFICER, REPORT
from tests.house import acting
from tests.selection.told import does

AT_ONCE = 6


def _all(task: Any) -> list[Any]:
    def run(n: int) -> Any:
        try:
            return task(n)
        except (Refusal, IllegalTransition) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_the_same_form_sent_at_one_moment_counts_once(fresh_house):
    row = told.lecture_to_come()
    ident, sheet, mark = uuid4(), uuid4(), b"m" * 32
    came = _all(lambda _n: public.come(row.code, women=2, men=0, children=0, ident=ident, mark=mark))
    assert came == ["kept"] * AT_ONCE
    assert fresh_house.raw("select count(*) from outreach_coming") == [(1,)]
    said = dict.fromkeys(surveys.Question.values, 4)
    assert (
        _all(lambda _n: surveys.answer(row.code, "before", said, ident=sheet, mark=mark))
        == ["kept"] * AT_ONCE
    )
    assert fresh_house.raw("select distinct number from outreach_surveytally") == [(1,)]
    others = _all(lambda _n: surveys.answer(row.code, "before", said, ident=uuid4(), mark=mark))
    assert others == ["kept"] * AT_ONCE
    assert fresh_house.raw("select distinct number from outreach_surveytally") == [(1 + AT_ONCE,)]


def test_a_report_and_one_more_activity_never_both_pass(fresh_house):
    today = clock.today()
    row = does(OFFICER, verbs.draft_campaign, told.county(), plan=told.plan(starts_on=today, ends_on=today))
    does(OFFICER, verbs.submit_campaign, row.pk)
    does(LEADER, verbs.approve_campaign, row.pk)
    does(OFFICER, verbs.announce_campaign, row.pk)
    does(OFFICER, verbs.begin_campaign, row.pk)
    outline = told.outline(campaign=row, planned_on=today)
    first = does(OFFICER, holding.plan_activity, told.county(), outline=outline)
    told.held(first)
    does(OFFICER, holding.count_activity, first.pk, people=told.PEOPLE, cost_cents=0)
    county = told.county()

    def act(n: int) -> Any:
        with acting(OFFICER) as (user, _scope):
            if n % 2:
                return verbs.report_campaign(row.pk, by=user, **REPORT).state
            return holding.plan_activity(county, outline=outline, by=user).state

    _all(act)
    with acting(OFFICER):
        state = Campaign.objects.get(pk=row.pk).state
        planned = Activity.objects.filter(campaign=row, state="planned").count()
    assert (state == "reported") != bool(planned)
