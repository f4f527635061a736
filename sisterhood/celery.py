"""Celery wakes people up; the database is the queue of record. Arguments are ids, never words."""

import os
from typing import Any

from celery import Celery, Task
from django.conf import settings
from django.db import connection

from network.access import rest
from sisterhood.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")


class ScopedTask(Task):
    """Base of every task. On the web login no query runs outside `acting_as`: it raises NoScope."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run with the guard of the login this process has."""
        if settings.LOGIN != "app":
            return super().__call__(*args, **kwargs)
        with connection.execute_wrapper(rest.refuse_without_scope):
            return super().__call__(*args, **kwargs)


app = Celery("sisterhood", task_cls=ScopedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 300},
    task_default_queue="clock",
    timezone="Asia/Shanghai",
    beat_schedule=BEAT,
)
app.autodiscover_tasks(["network"])
