"""匿名问卷: a handful of questions before and after, counted by answer. No sheet is kept, so no answer stands beside another.

`SurveySheet` knows that a sheet came and nothing of what it says; `SurveyTally` knows how often an answer was given and
nothing of who gave it (domain.md §1.3 item 43, §1.7 item 116).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from network.units.models import Unit
from outreach.campaigns.models import Campaign
from sisterhood.lib import clock


class Phase(TextChoices):
    """When it was asked."""

    BEFORE = "before", _("before the campaign")
    AFTER = "after", _("after the campaign")


class Question(TextChoices):
    """Each is answered from 1 (not at all) to 5 (fully)."""

    RIGHTS = "rights", _("I know which rights the law gives women.")
    WHERE = "where", _("I know whom to call when somebody is beaten at home.")
    HEALTH = "health", _("I know which health checks I can go to.")
    HELP = "help", _("I would go to the federation with a worry.")
    ATTITUDE = "attitude", _("Violence at home is never only a family's own business.")


class SurveySheet(models.Model):
    """That a sheet came: the number of its form, so that it counts once."""

    id = models.UUIDField(primary_key=True)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    phase = models.CharField(max_length=6, choices=Phase.choices)


class SurveyTally(models.Model):
    """How often one answer was given to one question in one phase."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    phase = models.CharField(max_length=6, choices=Phase.choices)
    question = models.CharField(max_length=10, choices=Question.choices)
    answer = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        """One row for each answer."""

        constraints = [
            models.UniqueConstraint("campaign", "phase", "question", "answer", name="tally_once"),
            models.CheckConstraint(condition=Q(answer__gte=1, answer__lte=5), name="tally_answer"),
        ]


@dataclass(frozen=True)
class Change:
    """Of one question: sheets in each phase (whole steps) and mean answers in tenths; None where too few answered."""

    label: Any
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """In tenths of a step of the scale."""
        return self.after - self.before if self.before is not None and self.after is not None else None


def _rows(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def changes(campaign: UUID) -> list[Change]:
    """Per question, summed by the database, which answers along the line and only where enough sheets came."""
    found = {
        (q, phase): mean
        for q, phase, mean in _rows("select * from survey_means(%s, %s)", [campaign, clock.today()])
    }
    return [
        Change(label, found.get((code, "before")), found.get((code, "after")))
        for code, label in Question.choices
    ]


def attitude(here: Unit) -> list[tuple[int, int]]:
    """Per year: of those who answered in an area, how many of a hundred agree that violence is never a private matter."""
    return [
        (int(year), int(share))
        for year, share in _rows("select * from survey_attitude(%s, %s)", [here.pk, clock.today()])
    ]


def answer(code: str, phase: str, answers: dict[str, int], *, ident: UUID, mark: bytes) -> str:
    """One sheet from the public page: "kept", "wait" (too often from one address), or "gone" (no such page)."""
    questions, given = list(answers), list(answers.values())
    statement = "select survey_answer(%s, %s, %s, %s, %s, %s, %s)"
    found = _rows(statement, [code, phase, questions, given, ident, mark, clock.today()])
    return str(found[0][0])
