"""Family support in the demo: one county switched on by two people, a file with its three names, a note, two visits."""

from datetime import datetime, timedelta

from cases.support import noting, opening, switches, visiting
from cases.support.models import ConcernNote, FamilySupportFile, OutreachVisit
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo.cast import SHUANGLIAO
from sisterhood.demo.stories import Teller
from sisterhood.lib import clock

PAPER = "3b1f9c52a7d04e8896f1c2d5b7a3e6409d8c17f25e4ab3609c7d51e8f2a46b03"


def switched_on(tell: Teller) -> None:
    """The privacy officer proposed with the signed assessment, the county's leader agreed."""
    county = Unit.objects.current().get(code=SHUANGLIAO, level=2)
    signed = clock.local_date(tell.now) - timedelta(days=62)
    row = tell.does(
        "bai",
        switches.propose_switch,
        county,
        days=60,
        turns_on=True,
        signed_by="白静",
        signed_on=signed,
        document_hash=PAPER,
    )
    tell.does("gao", switches.decide_switch, row.pk, days=59, grant=True)


def _home(username: str) -> Unit:
    return Unit.objects.filter(appointments__user__username=username).order_by("level")[0]


def noted(tell: Teller, username: str, *, days: float, **said: str) -> ConcernNote:
    """A note at her own station or village."""
    seen = clock.local_date(tell.now - timedelta(days=days))
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": seen, "told_family": True}
    row: ConcernNote = tell.does(username, noting.note_concern, _home(username), days=days, **(told | said))
    return row


def supported(tell: Teller) -> FamilySupportFile:
    """Asked for by the family itself; three people opened the file, the village's chair has offered a training."""
    row = noted(
        tell,
        "he",
        days=40,
        family="东屯路口第二户，户主姓崔",
        what="女主人自己来站里说：丈夫伤了腰不能下地，两个孩子上学，家里没了收入，想找活干，也想问救助怎么办。",
    )
    tell.does("tian", noting.review_note, row.pk, days=39, no_conflict=True, note="属实，本人愿意接受帮助。")
    begun = clock.local_date(tell.now - timedelta(days=38))
    file: FamilySupportFile = tell.does(
        "lin",
        opening.propose_file,
        row.pk,
        days=38,
        purpose="livelihood",
        basis="consent",
        worker=User.objects.get(username="tian"),
        family="东屯路口第二户，户主姓崔",
        evidence="女主人自述（站点登记）；镇民政所确认未享受救助。",
        lighter="站长走访两次并电话咨询民政，仍需几个部门持续配合。",
        notice_on=begun,
        review_on=opening.latest_review(begun),
        ends_on=begun + timedelta(days=300),
    )
    tell.does("bai", opening.sign_file, file.pk, days=37, necessary=True)
    tell.does("gao", opening.approve_file, file.pk, days=36)
    luo = User.objects.get(username="luo")
    visit = tell.does("tian", visiting.plan_visit, file.pk, days=30, doer=luo, offers=["job", "relief"])
    tell.does("luo", _made, visit, days=27)
    tell.does("tian", visiting.plan_visit, file.pk, days=2, doer=luo, offers=["parenting"])
    return file


def _made(visit: OutreachVisit, *, by: User) -> None:
    visiting.record_outreach(
        visit.pk,
        visited_on=clock.today(),
        companion="执委石芳",
        consented=True,
        wanted=["job"],
        comes_again=True,
        by=by,
    )


def tell_all(now: datetime | None = None) -> list[FamilySupportFile]:
    """All of it; the database login must be `app`."""
    tell = Teller(now or clock.now())
    switched_on(tell)
    file = supported(tell)
    noted(
        tell,
        "ma",
        days=0.3,
        family="西屯井旁一户，户主姓关",
        what="奶奶自己说：孙子孙女都由她带，夜里发烧没人帮，想问有没有人能搭把手。",
    )
    tell.does("he", visiting.ask_visit, _home("he"), days=1, family="东屯南头，新搬来的一户")
    return [file]
