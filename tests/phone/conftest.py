"""A served house under some weather, and phones."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.conftest import served
from tests.phone.handset import SIZE, Phone
from tests.phone.line import Under, Weather


@pytest.fixture(scope="module")
def weather() -> Weather:
    """Of the module's line; each test leaves it clear."""
    return Weather()


@pytest.fixture(scope="module")
def address(house, weather) -> Iterator[str]:
    """Where the house answers."""
    with served(lambda application: Under(application, weather)) as place:
        yield place


@pytest.fixture
def phone(chromium, address, weather) -> Iterator[Callable[..., Phone]]:
    """`phone("he")` is a phone with its holder signed in; `phone()` has nobody yet."""
    contexts = []

    def take(username: str = "", *, at: str = address, script: str = "", **more) -> Phone:
        contexts.append(chromium.new_context(viewport=SIZE, locale="zh-CN", **more))
        if script:
            contexts[-1].add_init_script(script)
        one = Phone(contexts[-1], at)
        if username:
            one.signs_in(username)
        return one

    yield take
    for context in contexts:
        context.close()
    weather.clears()
