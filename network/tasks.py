"""Entrances of the scheduled jobs (queues `clock` and `danger`, login `worker`, see `sisterhood/schedule.py`) and of the desk's work."""

from uuid import UUID

from celery import shared_task

from network.access import rest
from network.audit import chain
from network.deadlines import calendar, jobs, sweep, workdays
from network.duty import cover, roster
from network.duty.rota import check
from network.endpoints import receipts
from network.enrolment import work
from network.leave import verbs as leave
from network.notifications import courier, delivery
from network.patrols import closing
from network.staff import sessions
from network.staff.models import User
from network.webhooks import sending
from sisterhood.lib import clock


@shared_task(name="network.ring_due")
def ring_due() -> None:
    """Ring what is due."""
    with jobs.run("ring_due") as counts:
        counts.update(sweep.ring_due(at=clock.now(), limit=1000).as_dict())


@shared_task(name="network.ring_danger")
def ring_danger() -> None:
    """Ring and deliver what is about danger, in a process that waits for nothing else."""
    with jobs.run("ring_danger") as counts:
        counts.update(sweep.ring_due(at=clock.now(), limit=1000, danger=True).as_dict())
        counts["delivered"] = delivery.deliver_due(urgent=True)


@shared_task(name="network.send_danger")
def send_danger() -> None:
    """Send outside the house what is about danger, whatever the hour."""
    with jobs.run("send_danger") as counts:
        counts.update(courier.send_due(at=clock.now(), calendar=workdays.current(), urgent=True))


@shared_task(name="network.deliver_due")
def deliver_due() -> None:
    """Deliver what was posted."""
    with jobs.run("deliver_due") as counts:
        counts["delivered"] = delivery.deliver_due()


@shared_task(name="network.send_outside")
def send_outside() -> None:
    """Plan the digest of the day and send what may leave the house."""
    with jobs.run("send_outside") as counts:
        counts.update(courier.send_due(at=clock.now(), calendar=workdays.current()))


@shared_task(name="network.send_events")
def send_events() -> None:
    """Events for programs that are due."""
    with jobs.run("send_events") as counts:
        counts.update(sending.send_due(at=clock.now()))


@shared_task(name="network.forget_events")
def forget_events() -> None:
    """Events that have ended and what orders of programs answered go after a while."""
    with jobs.run("forget_events") as counts:
        counts.update(forgotten=sending.forget(at=clock.now()), orders=receipts.forget(at=clock.now()))


@shared_task(name="network.forget_deliveries")
def forget_deliveries() -> None:
    """Ended deliveries go after a while."""
    with jobs.run("forget_deliveries") as counts:
        counts["forgotten"] = courier.forget()


@shared_task(name="network.seal_audit")
def seal_audit() -> None:
    """Chain the newest audit events."""
    with jobs.run("seal_audit") as counts:
        counts["sealed"] = chain.seal_all()


@shared_task(name="network.anchor_audit")
def anchor_audit() -> None:
    """Copy the chain's head outside the database."""
    with jobs.run("anchor_audit") as counts:
        chain.anchor()
        counts["anchored"] = 1


@shared_task(name="network.forget_runs")
def forget_runs() -> None:
    """Rows of old runs go."""
    with jobs.run("forget_runs") as counts:
        counts["forgotten"] = jobs.forget_runs()


@shared_task(name="network.clear_sessions")
def clear_sessions() -> None:
    """Rows of sessions that have ended."""
    with jobs.run("clear_sessions") as counts:
        counts["cleared"] = sessions.clear_expired()


@shared_task(name="network.lend_for_leaves")
def lend_for_leaves() -> None:
    """Urgent matters of people on leave."""
    with jobs.run("lend_for_leaves") as counts:
        counts["lent"] = leave.lend_urgent()


@shared_task(name="network.recount_clocks")
def recount_clocks() -> None:
    """Clocks after a year of the calendar was loaded on the page."""
    with jobs.run("recount_clocks") as counts:
        counts.update(calendar.recount_due())


@shared_task(name="network.guard_calendar")
def guard_calendar() -> None:
    """Is next year's calendar there?"""
    with jobs.run("guard_calendar") as counts:
        counts.update(jobs.guard_calendar())


@shared_task(name="network.check_receptions")
def check_receptions() -> None:
    """Is next month's reception day set, and the coming one published?"""
    with jobs.run("check_receptions") as counts:
        counts.update(roster.check(at=clock.now()))


@shared_task(name="network.check_cover")
def check_cover() -> None:
    """Is somebody at every duty desk by day and by night?"""
    with jobs.run("check_cover") as counts:
        counts.update(cover.check(at=clock.now()))


@shared_task(name="network.check_shifts")
def check_shifts() -> None:
    """Is every coming shift confirmed, and is she here who should be?"""
    with jobs.run("check_shifts") as counts:
        counts.update(check.check(at=clock.now()))


@shared_task(name="network.close_patrols")
def close_patrols() -> None:
    """Patrols that nobody ended or began."""
    with jobs.run("close_patrols") as counts:
        counts.update(closing.close_forgotten(at=clock.now()))


@shared_task(name="network.expire_slips")
def expire_slips() -> None:
    """One-time passwords nobody fetched; lists nobody works on."""
    with jobs.run("expire_slips") as counts:
        counts.update(expired=work.expire(), woken=work.wake())


@shared_task(name="network.open_accounts")
def open_accounts(row: str) -> None:
    """The next accounts of a confirmed list, for whoever confirmed it."""
    scope = rest.current()
    if scope is None:
        raise rest.NoScope("a desk task without a person")
    work.step(UUID(row), by=User.objects.get(pk=scope.user_id))
