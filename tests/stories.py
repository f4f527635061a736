"""Short hands for the tests: a matter in one line, told through the product's own verbs."""

from typing import Any

from cases.casefile.models import Case
from cases.petitions.intake import register
from cases.petitions.told import Contact, Intake, Named
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import acting

NAME, PHONE, STORY = "欧阳兰芝", "13712345678", "她说昨天夜里的事不要告诉别人"


def matter(username: str, **facts: Any) -> Case:
    """Registered by somebody of the cast at her own unit; names and story are the canaries above."""
    facts = {
        "channel": "visit",
        "safety": "safe",
        "request": "请求帮助",
        "facts": STORY,
        "received_on": clock.today(),
        "petitioner": Named(name=NAME, phone=PHONE, gender="female"),
        "contact": Contact(may_call=True),
    } | facts
    with acting(username) as (user, scope):
        unit = Unit.objects.filter(pk__in=scope.units).order_by("level")[0]
        return register(Intake(**facts), unit=unit, by=user)


def does(username: str, verb: Any, case: Case, **kwargs: Any) -> Any:
    """Somebody of the cast runs a verb under her own scope."""
    with acting(username) as (user, _scope):
        return verb(Case.objects.get(pk=case.pk), by=user, **kwargs)
