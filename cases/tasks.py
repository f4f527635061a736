"""Entrances of the desk's work (login `app`, as whoever asked) and of the jobs that destroy files (login `worker`)."""

from uuid import UUID

from celery import shared_task

from cases.accusations import guard
from cases.casefile import held, sealed_files
from cases.circle import growing
from cases.exports import expiry as exports_expiry
from cases.exports import verbs as exports
from cases.imports import expiry as imports_expiry
from cases.imports import work
from cases.petitions import archiving
from cases.privacy import sampling
from cases.referrals import keeping
from cases.retention import sweep
from cases.rollups import folding
from cases.statistics import opening, publishing
from cases.support import dimming
from cases.sync import expiry as outbox_expiry
from network.access import rest
from network.deadlines import jobs
from network.staff.models import User
from sisterhood.lib import clock


def _asker() -> User:
    scope = rest.current()
    if scope is None:
        raise rest.NoScope("a desk task without a person")
    return User.objects.get(pk=scope.user_id)


@shared_task(name="cases.work_on_import")
def work_on_import(row: str) -> None:
    """One step of an import."""
    work.step(UUID(row), by=_asker())


@shared_task(name="cases.make_ledger")
def make_ledger(row: str) -> None:
    """One ledger, for whoever asked."""
    exports.make(UUID(row), by=_asker())


@shared_task(name="cases.destroy_files")
def destroy_files() -> None:
    """Registers, ledgers and held files that have outlived their time."""
    with jobs.run("destroy_files") as counts:
        counts["imports"], counts["exports"] = imports_expiry.destroy_due(), exports_expiry.destroy_due()
        alive = imports_expiry.keys_alive() | exports_expiry.keys_alive()
        counts["orphans"] = sealed_files.erase_orphans(alive)
        counts["held"] = held.sweep()


@shared_task(name="cases.wake_desk")
def wake_desk() -> None:
    """Work that nobody is doing."""
    with jobs.run("wake_desk") as counts:
        counts["woken"] = imports_expiry.wake() + exports_expiry.wake()


@shared_task(name="cases.archive_ended")
def archive_ended() -> None:
    """Petitions that ended long enough ago."""
    with jobs.run("archive_ended") as counts:
        counts["archived"] = archiving.archive_ended()


@shared_task(name="cases.keep_seats")
def keep_seats() -> None:
    """Seats whose person has gone; the job's row counts nothing."""
    with jobs.run("keep_seats"):
        guard.keep_seats()


@shared_task(name="cases.check_reader_list")
def check_reader_list() -> None:
    """Is the list of readers long enough for whoever may be accused?"""
    with jobs.run("check_reader_list"):
        guard.check_list()


@shared_task(name="cases.draw_sample")
def draw_sample() -> None:
    """Openings of last month for the check, once."""
    with jobs.run("draw_sample") as counts:
        counts["drawn"] = sampling.draw(at=clock.now())


@shared_task(name="cases.keep_referrals")
def keep_referrals() -> None:
    """Letters nobody presented, and help whose outcome is owed."""
    with jobs.run("keep_referrals") as counts:
        counts["expired"], counts["owed"] = keeping.keep()


@shared_task(name="cases.dim_support")
def dim_support() -> None:
    """Files whose moment has come go dark; words of what was decided are deleted."""
    with jobs.run("dim_support") as counts:
        counts.update(dimming.sweep())


@shared_task(name="cases.end_grown")
def end_grown() -> None:
    """Circles and plans of children who are of age, plans past their last day, words of what ended a while ago."""
    with jobs.run("end_grown") as counts:
        counts["ended"], counts["emptied"] = growing.end_grown()


@shared_task(name="cases.propose_destruction")
def propose_destruction() -> None:
    """Matters whose period is over stand on a list; people decide. Process notes whose period is over go."""
    with jobs.run("propose_destruction") as counts:
        counts.update(sweep.propose_due())
        counts["notes"] = sweep.forget_notes()


@shared_task(name="cases.erase_files")
def erase_files() -> None:
    """Files of destroyed matters, whose keys are gone."""
    with jobs.run("erase_files") as counts:
        counts["files"] = sweep.erase_files()


@shared_task(name="cases.forget_outbox")
def forget_outbox() -> None:
    """Receipts of phones after their time, and pieces of files that were never finished."""
    with jobs.run("forget_outbox") as counts:
        counts["receipts"], counts["files"] = outbox_expiry.forget()


@shared_task(name="cases.fold_figures")
def fold_figures() -> None:
    """What was appended is added to the sums."""
    with jobs.run("fold_figures") as counts:
        counts["folded"] = folding.fold()


@shared_task(name="cases.recount_figures")
def recount_figures() -> None:
    """The stand of the month, then everything counted again; what was wrong is written down, mended and told."""
    with jobs.run("recount_figures") as counts:
        counts["stood"] = folding.stand(at=clock.now())
        counts.update(folding.recount(at=clock.now()))
        folding.fold()


@shared_task(name="cases.open_returns")
def open_returns() -> None:
    """Periods that are over."""
    with jobs.run("open_returns") as counts:
        counts["opened"] = opening.open_returns(at=clock.now())


@shared_task(name="cases.publish_returns")
def publish_returns() -> None:
    """What is shown above townships of returns their county has locked."""
    with jobs.run("publish_returns") as counts:
        counts["published"] = publishing.publish(at=clock.now())
