"""What programs add to the world: a token of the officer, an address that hears events, orders as a program sends them."""

from django.test import override_settings

from network.tokens import verbs as tokens
from network.units.models import Unit
from network.webhooks import verbs as webhooks
from tests.house import House, acting
from tests.stories import matter
from tests.walls.pages import Matter
from tests.walls.things import Thing

INTAKE = {
    "channel": "letter",
    "received_on": "2026-11-20",
    "nature": "appeal",
    "category": "general",
    "group_size": 1,
    "safety": "safe",
    "request": "请求调解",
    "facts": "门前的路被堵了",
    "knows_other_side": "no",
    "gender": "female",
    "marital_status": "unsaid",
}
PAGE, ONCE_EACH = "case_verb", ("accept", "start", "pass_on", "triage", "draft_opinion")


class Programmed:
    """The things of the pages once more, each as a program asks for it."""

    def __init__(self, house: House, pages: dict[str, list[Thing]]) -> None:
        # Everybody asks from one address here; how often anybody may ask is promised elsewhere.
        house.raw("update network_limit set length = 1000000 where code like 'api.%per_minute'")
        self.pages = pages
        with acting("lin") as (lin, scope):
            self.token = tokens.make_token(name="数据平台", days=30, by=lin).token
            self.unit = Unit.objects.get(pk=scope.units[0])
        with (
            override_settings(EVENT_HOSTS=["127.0.0.1"], EVENT_PLAIN=True),
            acting("sysadmin") as (admin, _scope),
        ):
            self.hook = webhooks.listen(name="数据平台", url="http://127.0.0.1:9/", by=admin).webhook
        matter("lin")
        self.event = house.raw("select id from network_webhookevent limit 1")[0][0]

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        hook, hers = {"row_id": self.hook.pk}, Matter(self.unit, "lin", "lin")
        seen = [Thing(t.label, t.kwargs, t.matter, t.case) for t in self.pages["case"]]
        return {
            "token_revoke": [Thing("lin's", {"token_id": self.token.pk}, hers)],
            "webhook": [Thing("one", hook)],
            "webhook_verb": [Thing("one", hook | {"verb": "stop"}, verb="stop")],
            "webhook_again": [Thing("one", {"event_id": self.event})],
            "api_case": seen,
            "api_timeline": seen,
            "api_register": [Thing("", data=INTAKE)],
            "api_petition_verb": [self._step(t) for t in self.pages[PAGE] if t.verb in ONCE_EACH],
            "api_activity": [Thing(t.label, t.kwargs, t.matter) for t in self.pages["activity"]],
        }

    @staticmethod
    def _step(thing: Thing) -> Thing:
        sent = {
            name: True if value == "on" else value for name, value in thing.data.items() if name != "sent"
        }
        return Thing(thing.label, thing.kwargs, thing.matter, thing.case, thing.verb, sent)
