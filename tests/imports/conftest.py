"""Messages that nobody here reads are taken off the queue again."""

from collections.abc import Iterator

import pytest

from sisterhood.celery import app


@pytest.fixture(autouse=True)
def quiet_desk() -> Iterator[None]:
    """The queue is empty before and after each test."""
    app.control.purge()
    yield
    app.control.purge()
