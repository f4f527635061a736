"""Celery wakes the jobs; the database is the queue of record. Arguments are ids, never words.

Queues `clock` and `danger` belong to processes with the login `worker`, queue `desk` to one with the login `app`:
    SISTERHOOD_LOGIN=worker celery -A sisterhood worker -Q clock
    SISTERHOOD_LOGIN=worker celery -A sisterhood worker -Q danger
    SISTERHOOD_LOGIN=app    celery -A sisterhood worker -Q desk
    SISTERHOOD_LOGIN=worker celery -A sisterhood beat
"""

import os
from typing import Any

import django
from celery import Celery, Task
from django.apps import apps
from django.conf import settings
from django.db import connection
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")
if not apps.ready and not apps.loading:
    django.setup()

from network.access import rest  # noqa: E402
from network.access.logins import WrongLogin  # noqa: E402
from network.staff.appointments import scope_of  # noqa: E402
from network.staff.models import User  # noqa: E402
from sisterhood.schedule import BEAT, DANGER_TASKS  # noqa: E402

CLOCK, DANGER, DESK = "clock", "danger", "desk"
SCHEDULED = frozenset(entry["task"] for entry in BEAT.values())


def _active(user_id: int) -> User:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise rest.NoScope("whoever asked for this task has left")
    return user


class HouseTask(Task):
    """Base of every task. Whatever is not scheduled is a desk task: no query runs outside somebody's scope.

    `acting_user`, the id of whoever asked, is taken from the message; the body runs under her scope as of now.
    Without it the first query raises NoScope. A scheduled task on the web's login raises WrongLogin.
    """

    abstract = True

    def __call__(self, *args: Any, acting_user: int | None = None, **kwargs: Any) -> Any:
        """Run the body behind the wall of its queue."""
        if self.name in SCHEDULED:
            if settings.LOGIN == "app":
                raise WrongLogin(self.name)
            return super().__call__(*args, **kwargs)
        scope = None if acting_user is None else scope_of(_active(acting_user))
        with connection.execute_wrapper(rest.refuse_without_scope):
            if scope is None:
                return super().__call__(*args, **kwargs)
            with rest.acting_as(scope):
                return super().__call__(*args, **kwargs)


app = Celery("sisterhood", task_cls=HouseTask)
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 300},
    result_backend=None,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_queues=(Queue(CLOCK), Queue(DANGER), Queue(DESK)),
    task_default_queue=DESK,
    task_routes={name: {"queue": DANGER if name in DANGER_TASKS else CLOCK} for name in SCHEDULED},
    task_create_missing_queues=False,
    task_time_limit=300,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_send_task_events=False,
    task_send_sent_event=False,
    timezone=settings.TIME_ZONE,
    enable_utc=True,
    beat_schedule=BEAT,
    beat_scheduler="celery.beat:Scheduler",
)
app.autodiscover_tasks(["network", "cases", "outreach"], force=True)
