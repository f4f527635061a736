"""The doctor speaks of a job that failed when it last ran, and is silent once it runs again."""

from datetime import timedelta

from django.utils import timezone

from network.deadlines.models import JobRun
from sisterhood.management.commands import doctor


def _ran(name: str, *, minutes_ago: int, error: str = "") -> None:
    started = timezone.now() - timedelta(minutes=minutes_ago)
    JobRun.objects.create(name=name, started_at=started, finished_at=started, error=error)


def test_the_doctor_names_each_job_whose_last_run_failed_and_no_other(fresh_house):
    with fresh_house.login("worker"):
        _ran("seal_audit", minutes_ago=3, error="OperationalError")
        _ran("ring_due", minutes_ago=2, error="OperationalError")
        _ran("ring_due", minutes_ago=1)
        found = [sentence for sentence in doctor._tables() if "最近一次运行失败" in sentence]
    assert found == ["定时任务 seal_audit 最近一次运行失败（OperationalError）。"]
