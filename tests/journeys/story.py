"""A served house whose clock the story moves, and matters that walk through its pages.

What a clock is due on is written in the stories as counted by hand; here it is only looked up: in the table
and in the words of the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Locator

from sisterhood.lib import clock
from tests.house import House
from tests.journeys.conftest import Visitor, served

ALIVE = (
    "select l.name, c.state, c.raw_due_on, c.due_on, c.due_at, l.count_in from network_clock c"
    " join network_limit l on l.code = c.limit_id where c.subject_id = any(%s) and c.state in ('running', 'paused')"
)
ENDED = (
    "select l.name, c.state from network_clock c join network_limit l on l.code = c.limit_id"
    " where c.subject_id = %s order by c.started_at, l.name"
)
FACTS = "村里分红名单上没有她，问了三次没有回音。"


class Hour:
    """What time it is for the server."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 5, 9, tzinfo=clock.ZONE)

    def strikes(self, text: str) -> None:
        """From now on it is this moment: `2026-02-10 09:00`."""
        self.at = datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


class InTheStory(StaticFilesHandler):
    """Answers every request at the hour of the story."""

    def __init__(self, application: Any, hour: Hour) -> None:
        self.hour = hour
        super().__init__(application)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """One request, in the thread that answers it."""
        with clock.moved_to(self.hour.at):
            return super().__call__(environ, start_response)


class Colleague(Visitor):
    """Somebody of the cast at her desk; the accessibility of these pages is looked at elsewhere."""

    at_the_form = True

    def check(self) -> None:
        """The page is there and complains of nothing."""
        self.page.wait_for_load_state()
        assert not self.complaints, self.complaints

    def enter(self, **fields: Any) -> None:
        """Fill the form of the page as she would: tick, choose or write."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            kind = field.evaluate("e => e.tagName + ':' + e.type")
            if kind.startswith("SELECT"):
                field.select_option(value)
            elif kind == "INPUT:radio":
                self.page.check(f"main [name={name}][value='{value}']")
            elif kind == "INPUT:checkbox" and value is True:
                field.check()
            elif kind == "INPUT:checkbox":
                for each in value:
                    self.page.check(f"main [name={name}][value='{each}']")
            else:
                field.fill(value)

    def done(self) -> None:
        """Press the one main button; nothing is refused."""
        self.send()
        wrong = self.page.locator("main .err")
        assert wrong.count() == 0, wrong.first.inner_text()


class Story:
    """The house, its hour, and the people who come in once and stay."""

    def __init__(self, house: House, chromium: Any, address: str, hour: Hour) -> None:
        self.house, self.chromium, self.address, self.hour = house, chromium, address, hour
        self.people: dict[str, Colleague] = {}

    def on(self, text: str) -> None:
        """It is this day and time."""
        self.hour.strikes(text)

    def who(self, username: str) -> Colleague:
        """Somebody of the cast, signed in."""
        if username not in self.people:
            self.people[username] = Colleague(self.chromium, self.address, username, 1366)
        return self.people[username]

    def registers(self, username: str, name: str, phone: str, **told: Any) -> "Matter":
        """The page of registration, the answers checked, sent."""
        who = self.who(username)
        who.go("/cases/register/")
        assert who.page.input_value("[name=received_on]") == f"{self.hour.at:%Y-%m-%d}"
        facts = {"safety": "safe", "request": "请求答复", "facts": FACTS, "knows_other_side": "no"}
        who.enter(**facts | {"name": name, "phone": phone, "may_call": True} | told)
        who.done()
        assert "核对登记内容" in who.text()
        who.done()
        place = who.page.url.removeprefix(self.address)
        return Matter(self, place, place.strip("/").rpartition("/")[2])


@dataclass
class Matter:
    """One matter: where its page stands, and its id."""

    story: Story
    place: str
    key: str
    clocks_at: tuple[str, str] = ("时限", "li")  # the heading of the clocks, and one of them
    seen: tuple[str, datetime] | None = (
        None  # who has the page before her as it is since the last step, and the hour
    )

    def step(self, username: str, verb: str, **fields: Any) -> Colleague:
        """Press the button of the matter's page, fill its form, press the form's button."""
        who = self.opens(username, verb)
        who.enter(**fields)
        who.done()
        self.seen = (username, self.story.hour.at)
        return who

    def reads(self, username: str) -> Colleague:
        """Her page of the matter as it is now."""
        who, now = self.story.who(username), (username, self.story.hour.at)
        if now != self.seen or not who.page.url.endswith(self.place):
            who.go(self.place)
            self.seen = now
        return who

    def opens(self, username: str, verb: str) -> Colleague:
        """Press the button of the matter's page; its form stands there."""
        who = self.story.who(username)
        if self.seen is None or self.seen[0] != username or not who.page.url.endswith(self.place):
            self.reads(username)
        link = "a" if verb == "extend" else "a.btn"  # an extension is asked for at its clock
        who.page.locator(f"main {link}[href$='/{verb}/']").first.click()
        who.check()
        return who

    def routes(self, username: str, route: str, verb: str = "triage") -> None:
        """Choose the main route."""
        self.step(username, verb, route=route)

    def answers(self, drafter: str, leader: str, verb: str, outcome: str = "explain") -> None:
        """The draft and its approval on the same day, handed over in person."""
        self.drafts(drafter, outcome)
        self.step(leader, verb, delivered_how="in_person")

    def drafts(self, username: str, outcome: str = "explain") -> None:
        """The opinion, written down for the leader."""
        self.step(
            username,
            "draft_opinion",
            outcome=outcome,
            facts_found="名单按户籍日期编制",
            decision="请村里说明并公示",
            basis="《信访工作条例》第三十二条",
        )

    def stands(self, username: str, *words: str) -> Colleague:
        """Her page of the matter says this."""
        who = self.reads(username)
        text = who.text()
        assert all(word in text for word in words), (words, text)
        return who

    def why(self, username: str, name: str) -> str:
        """Open "why is this due then" beside a clock and read it."""
        who = self.reads(username)
        line = self._clocks(who).filter(has_text=name)
        line.locator("summary").click()
        return str(line.locator("details").inner_text())

    def owes(self, username: str, due: dict[str, str], *, keys: list[str] | None = None) -> None:
        """These clocks and no others run, in the table and on the page.

        A day stands as `2026-02-24`; as `2026-02-17>2026-02-24` where the count ends on a day of rest and rolls
        on; a moment as `2026-10-01 12:00`; a clock that stands still as `paused`.
        """
        rows = self.story.house.raw(ALIVE, [keys or [self.key]])
        assert {name: _told(*row) for name, *row in rows} == due
        who = self.reads(username)
        lines = [" ".join(each.split()) for each in self._clocks(who).all_inner_texts()]
        assert len(lines) == len(due), lines
        for name, when in due.items():
            line = next(each for each in lines if each.startswith(name))
            for words in _said(when, self.story.hour.at):
                assert words in line, (words, line)

    def _clocks(self, who: Colleague) -> Locator:
        heading, line = self.clocks_at
        return who.page.locator("section.card", has=who.page.locator("h2", has_text=heading)).locator(line)

    def ended(self) -> list[tuple[str, str]]:
        """Every clock the matter ever had, oldest first, and how it ended."""
        return [(name, state) for name, state in self.story.house.raw(ENDED, [self.key])]


def _told(state: str, raw: date, due: date, at: datetime, count_in: str) -> str:
    if state == "paused":
        return state
    if count_in in ("hours", "minutes"):
        return f"{clock.in_zone(at):%Y-%m-%d %H:%M}"
    assert at == clock.end_of_day(due)
    return f"{due}" if raw == due else f"{raw}>{due}"


def _said(when: str, now: datetime) -> tuple[str, str]:
    """The day of a clock, and what its pill says at this hour."""
    if when == "paused":
        return "暂停", "暂停"
    last = datetime.fromisoformat(when.rpartition(">")[2]).replace(tzinfo=clock.ZONE)
    day, left = f"期限 {last.month}月{last.day}日", (last.date() - now.date()).days
    if ":" in when:
        return f"{day} {last:%H:%M}", f"今天 {last:%H:%M}"
    if left < 0:
        return day, f"超期 {-left} 天"
    return day, {0: "今天到期", 1: "明天到期"}.get(left, f"剩 {left} 天")


@pytest.fixture(scope="module")
def story(house, chromium) -> Iterator[Story]:
    """One house, one server, one browser for all journeys of a module."""
    hour = Hour()
    with served(lambda application: InTheStory(application, hour)) as address:
        told = Story(house, chromium, address, hour)
        yield told
        for each in told.people.values():
            each.context.close()


__all__ = ["Matter", "Story", "story"]
