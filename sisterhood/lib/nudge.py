"""Waking a task after the commit. The row in the database is the order; the message only says “look”."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger("sisterhood.nudge")


def nudge(task: str, *, acting_user: int, row: object) -> None:
    """Once this transaction stands, ask the desk to look at a row as that person. Ids only.

    A broker that is away loses nothing: the schedule looks for rows that wait.
    """
    transaction.on_commit(partial(_send, task, acting_user, str(row)))


def _send(task: str, acting_user: int, row: str) -> None:
    try:
        current_app.send_task(
            task,
            kwargs={"row": row, "acting_user": acting_user},
            queue="desk",
            retry=False,
            ignore_result=True,
        )
    except OperationalError:
        log.warning("the broker is away; the schedule will look again")
