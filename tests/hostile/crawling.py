"""One account walks through the house: by the links of its pages, then every address there is with the ids of the house."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client

from network.access.roles import ADMIN_ROLES
from tests.hostile.town import Town
from tests.hostile.words import MARKS, SAYS
from tests.house import browser_of
from tests.walls.asking import address, ask, body_of
from tests.walls.pages import NO_SUCH_METHOD, PAGES
from tests.walls.things import Thing

LINK = re.compile(r'(?:href|action|src)="(/[^"#]*)"')
AWAY = ("/sign-out/", "/sign-in/", "/i18n/", "/static/", "/leave/", "/admin/logout/")
# Of one shape of address: pages, orders and filters that a page offers, and rows of one list beyond those of the house.
MOST_QUERIES, MOST_ALIKE = 2, 3
IDENT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")
WORDS = frozenset(mark.says(what) for mark in MARKS for what in SAYS)
# Times that run on by themselves, and tokens that carry one.
RUNNING = re.compile(
    r'"(?:csrf|now)": "[^"]*"|'
    r'name="(csrfmiddlewaretoken|reviewed|state|ident|pass_on|until)" value="[^"]*"|value="[^"]*" name="reviewed"'
    r'|<rect width="[0-9]+"|nonce="[^"]*"|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[?&]before=[0-9]+'
)


@dataclass
class Walk:
    """What one account was shown, by method and address; body and headers together."""

    shown: dict[tuple[str, str], str] = field(default_factory=dict)
    statuses: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        """The planted words among it."""
        whole = "\n".join(self.shown.values())
        return frozenset(word for word in WORDS if word in whole)

    def where(self, words: Iterable[str]) -> list[str]:
        """Where these words were read, for the message of a test that fails."""
        sought = list(words)
        return sorted(
            f"{method} {url}: {word}"
            for (method, url), text in self.shown.items()
            for word in sought
            if word in text
        )

    def still(self) -> dict[tuple[str, str], tuple[int, str]]:
        """The same without what runs on by itself."""
        return {key: (self.statuses[key], RUNNING.sub("", text)) for key, text in self.shown.items()}


def changes(before: Walk, after: Walk) -> list[str]:
    """Pages that read otherwise, with the lines that differ."""
    now, found = after.still(), []
    for key, shown in before.still().items():
        if now.get(key) != shown:
            old, new = shown[1].splitlines(), now.get(key, (0, ""))[1].splitlines()
            found.append(f"{key}: {sorted(set(old) - set(new))[:3]} → {sorted(set(new) - set(old))[:3]}")
    return found


def _text(response: Any) -> str:
    heads = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{heads}\n{body_of(response)}"


class Walker:
    """Asks each address once; what it does is taken back."""

    def __init__(self, client: Client) -> None:
        self.client, self.walk = client, Walk()

    def ask(self, method: str, url: str, thing: Thing) -> str:
        """The answer, asked for once."""
        key = method, url if method == "GET" else f"{url} {sorted(thing.data)}"
        if key not in self.walk.shown:
            response = ask(self.client, method, url, thing)
            self.walk.statuses[key] = response.status_code
            self.walk.shown[key] = _text(response)
        return self.walk.shown[key]

    def by_links(self, *begin: str) -> None:
        """From page to page until nothing new is offered."""
        waiting, seen, met = deque(begin), set(begin), defaultdict[str, int](int)
        while waiting:
            url = waiting.popleft()
            for found in LINK.findall(self.ask("GET", url, Thing(""))):
                link = unescape(found)
                path, _mark, query = link.partition("?")
                shape = IDENT.sub("#", path) + "?" * bool(query)
                if (
                    link in seen
                    or path.startswith(AWAY)
                    or met[shape] >= (MOST_QUERIES if query else MOST_ALIKE)
                ):
                    continue
                met[shape] += 1
                seen.add(link)
                waiting.append(link)

    def by_table(self, things: dict[str, list[Thing]], *, admin: bool) -> None:
        """Every address of the table, with a thing of the house."""
        for name, page in PAGES.items():
            if page.get is NO_SUCH_METHOD or name == "sign_out" or (name.startswith("admin:") and not admin):
                continue
            thing = things.get(name, [Thing("")])[0]  # every other one is asked for by the matrix
            self.ask("GET", address(name, thing), thing)

    def by_things(self, things: dict[str, list[Thing]]) -> None:
        """What was planted, also behind buttons that only show something."""
        for name, rows in things.items():
            for thing in rows:
                for method in thing.methods:
                    self.ask(method, address(name, thing), thing)


def walk(town: Town, username: str, role: str, *, whole: bool = True) -> Walk:
    """Everything this account is shown. `whole`: every link and every address, not only what was planted."""
    walker = Walker(browser_of(username))
    walker.by_things(town.things)
    if whole:
        walker.by_links("/", "/m/")
        walker.by_table(town.world.things, admin=role in ADMIN_ROLES)
    return walker.walk
