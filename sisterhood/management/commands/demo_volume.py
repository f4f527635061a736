"""`manage.py demo_volume N`: N more matters, registered one by one through the product's own verb."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.petitions.told import Named
from cases.vocabulary.intake import Category, Channel
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

REGISTRARS = ("lin", "xu", "zheng", "wu", "tian", "qian", "luo", "li", "he", "chen")
SURNAMES = "王李张刘陈杨赵黄周吴"


class Command(BaseCommand):
    """One step of `demo --volume`; runs as the web login under row security."""

    help = "Register N invented matters."

    def add_arguments(self, parser: Any) -> None:
        """How many."""
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Spread over the last ten days, all registrars, channels and classes."""
        teller = Teller(clock.now())
        categories, channels = list(Category), list(Channel)
        for n in range(options["count"]):
            teller.registers(
                REGISTRARS[n % len(REGISTRARS)],
                days=(n % 240) / 24,
                channel=channels[n % len(channels)],
                category=categories[n % len(categories)],
                request="请求了解情况并给予帮助。",
                facts=f"演示事项第 {n + 1} 件,内容为虚构。",
                petitioner=Named(name=f"{SURNAMES[n % 10]}某{n}", is_alias=True),
            )
        self.stdout.write(_("%(count)d matters registered") % {"count": options["count"]})
