"""Entrances of the scheduled jobs of outreach (queue `clock`, login `worker`, see `sisterhood/schedule.py`)."""

from celery import shared_task

from network.deadlines import jobs
from outreach.campaigns import photos as event_photos
from outreach.families import offering, photos
from outreach.health import forgetting
from outreach.health.relief import once
from outreach.needs import turning as sheets
from outreach.pairings import forgetting as helping
from outreach.threezero import lapsing
from outreach.visits import turning as rounds
from sisterhood.lib import clock


@shared_task(name="outreach.turn")
def turn() -> None:
    """What hamlets with a station owe today."""
    with jobs.run("turn_outreach") as counts:
        at = clock.now()
        told = {"sheets": sheets.turn_sheets(at=at), "rounds": rounds.turn_rounds(at=at)}
        counts.update({f"{name}_{what}": n for name, each in told.items() for what, n in each.items()})


@shared_task(name="outreach.tend_wall")
def tend_wall() -> None:
    """Families whose time on the wall is over, and files of families and events that belong to nobody."""
    with jobs.run("tend_wall") as counts:
        counts.update(photos.sweep())
        counts["event_orphans"] = event_photos.sweep()


@shared_task(name="outreach.turn_offers")
def turn_offers() -> None:
    """Families that put themselves forward are owed an answer; what is over is emptied."""
    with jobs.run("turn_offers") as counts:
        counts.update(offering.turn_offers(at=clock.now()))


@shared_task(name="outreach.forget_health")
def forget_health() -> None:
    """Lists of names and papers whose time is over."""
    with jobs.run("forget_health") as counts:
        counts.update(forgetting.forget())


@shared_task(name="outreach.forget_helping")
def forget_helping() -> None:
    """Names of whoever was helped or supported, and words of visits, whose time is over."""
    with jobs.run("forget_helping") as counts:
        counts.update(helping.forget())


@shared_task(name="outreach.tell_repeats")
def tell_repeats() -> None:
    """Privacy officers hear of applications that ask twice."""
    with jobs.run("tell_repeats") as counts:
        counts["told"] = once.tell_repeats()


@shared_task(name="outreach.lapse_villages")
def lapse_villages() -> None:
    """Designations whose last day went by."""
    with jobs.run("lapse_villages") as counts:
        counts.update(lapsing.lapse_villages(at=clock.now()))
