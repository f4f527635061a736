"""The world of the matrix: everybody in every role, here and elsewhere, and one thing of each kind to ask for."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from cases.accusations import listing
from cases.casefile import attachments, sharing
from cases.casefile.models import Attachment, Case
from cases.documents import proposals, rules
from cases.documents import verbs as paper_verbs
from cases.exports import verbs as exports
from cases.imports import verbs as imports
from cases.ledger import verbs as ledger
from cases.ledger.filters import Filters
from cases.petitions import hand_over, opinions, papers, supervision, transitions
from cases.petitions.intake import register
from cases.petitions.reception import commitments
from cases.petitions.told import Contact, Intake, Named
from network.access.reach import Reach, Seat
from network.access.roles import ROLES
from network.deadlines.models import Limit
from network.enrolment import verbs as enrolment
from network.leave import verbs as leaves
from network.notifications import delivery
from network.notifications.models import InboxItem
from network.policy import verbs as policy
from network.resets import verbs as resets
from network.staff.appointments import appoint
from network.staff.models import User
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.enrolment.sheets import staff_workbook
from tests.house import House, acting, person
from tests.imports.registers import line, workbook
from tests.reception.days import booked, proposed, published
from tests.stories import does, matter
from tests.walls.accompanied import Accompanied
from tests.walls.assisted import Assisted
from tests.walls.awarded import Awarded
from tests.walls.cared import Cared
from tests.walls.consulted import Consulted
from tests.walls.coordinated import Coordinated
from tests.walls.glassed import Glassed
from tests.walls.helped import Helped
from tests.walls.kept import Kept
from tests.walls.mediated import Mediated
from tests.walls.pages import Matter, Who, sees
from tests.walls.phoned import Phoned
from tests.walls.programmed import Programmed
from tests.walls.protected import Protected
from tests.walls.reached import Reached
from tests.walls.referred import Referred
from tests.walls.returned import Returned
from tests.walls.serving import Serving
from tests.walls.stationed import Stationed
from tests.walls.supported import Supported
from tests.walls.things import Thing
from tests.walls.villages import Villages
from tests.walls.warded import Warded

NAME, PHONE, NUMBER = "淳于芝兰", "13704341987", "220303198807150026"
SAID, ASKED, WHERE, OTHER = "她说窗外有人等着", "请派人来一趟", "河沿第三间瓦房", "太史宗岳"
ADVICE, TITLE, FOUND, DECIDED = "先写下每一次的日子", "手腕的照片", "邻居也听见了", "由镇里出面调解"
PLANTED = (NAME, PHONE, NUMBER, SAID, ASKED, WHERE, OTHER, ADVICE, TITLE, FOUND, DECIDED)
PDF = b"%PDF-1.4 " + SAID.encode()

HERE = {1: cast.SIPING, 2: cast.SHUANGLIAO, 3: cast.WOHU_TOWN, 4: cast.WOHU_VILLAGE}
THERE = {2: cast.TIEDONG, 3: cast.SHANMEN_TOWN, 4: cast.SHANMEN_VILLAGE}
BRANCHES = {
    "here": HERE | {5: f"{cast.WOHU_VILLAGE}001"},
    "beside": {3: cast.SHUANGSHAN_TOWN, 4: cast.WUXING_VILLAGE, 5: f"{cast.WOHU_VILLAGE}002"},
    "there": THERE | {5: f"{cast.SHANMEN_VILLAGE}001"},
}
HANDS = ("he", "lin", "gao", "wu")  # of the cast: whoever has had the cases in her hands
INTAKE = {
    "tile": "other",
    "safety": "safe",
    "request": "请求调解",
    "facts": "门前的路被堵了",
    "channel": "visit",
    "received_on": "2026-01-05",
    "nature": "appeal",
    "category": "general",
    "group_size": "1",
    "gender": "female",
    "marital_status": "unsaid",
    "knows_other_side": "no",
    "step": "send",
}
VERB_FORMS: dict[str, dict[str, str]] = {
    "pass_on": {"to_county": "on"},
    "take_up": {"sent": "1"},
    "hand_back": {"reason": "不归我处"},
    "withdraw": {"reason": "她自己要求"},
    "triage": {"route": "R1", "category": "general"},
    "accept": {"notice_how": "safe_way"},
    "decline": {"reason": "final", "note": "可向法院提出"},
    "advise": {"note": "已经说明"},
    "start": {"sent": "1"},
    "draft_opinion": {"outcome": "support", "facts_found": "属实", "decision": "支持", "basis": "第三十二条"},
    "answer": {"delivered_on": str(clock.today()), "delivered_how": "in_person"},
    "close": {"satisfaction": "satisfied", "note": "满意"},
}
FOLLOW_UP = {"way": "in_person", "result": "reached", "satisfaction": "satisfied"}
GET_ONLY, POST_ONLY = ("case", "case_attachment", "phone_matter"), ("case_open", "case_names", "case_attach")
SAME_FORM = (
    "hand_back",
    "triage",
    "decline",
    "advise",
    "draft_opinion",
    "close",
)  # GET is asked of the others


@cache
def addresses() -> dict[str, str]:
    """Every name of the resolver with its route; a pattern without a name is called by its route."""
    found: dict[str, str] = {}

    def walk(resolver: Any, route: str, space: str) -> None:
        for entry in resolver.url_patterns:
            here = f"{route}{entry.pattern}"
            if isinstance(entry, URLResolver):
                walk(entry, here, f"{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern):
                name = f"{space}{entry.name or here.removeprefix('admin/')}"
                assert name not in found, f"two addresses are called {name}"
                found[name] = here

    walk(get_resolver(), "", "")
    return found


def seat_everybody() -> None:
    """Everybody in every role, here and elsewhere; as the owner of the database."""
    for branch, units in BRANCHES.items():
        for role, row in ROLES.items():
            wanted = [level for level in row.levels if level in units]
            flat = all(reach == (Reach.ANY,) for reach in row.may.values())
            # One of each is enough where a level or a unit gives her nothing: here the deepest, elsewhere the first.
            if branch != "here" and row.seat is Seat.OTHER:
                wanted = wanted[:1]
            elif flat:
                wanted = wanted[-1:]
            for level in wanted:
                if branch != "beside" or row.seat is Seat.LEADER or role == "station_head":
                    unit = Unit.objects.current().get(code=units[level], level=level)
                    name = f"{role}-{level}-{branch}"
                    user = User.objects.create_user(name, display_name=name)
                    User.objects.filter(pk=user.pk).update(must_change_password=False)
                    appoint(
                        user,
                        unit=unit,
                        role=role,
                        by=None,
                        starts_on=date(2024, 3, 1),
                        is_primary=False,
                    )


class World:
    """Made once: people, cases in every stage, and what else has an address."""

    def __init__(self, house: House) -> None:
        self.house = house
        with house.login("migrator"):
            seat_everybody()
            self._rows_of_the_administration()
        seated = User.objects.exclude(appointments=None).prefetch_related("appointments__unit")
        posts = {u: u.appointments.get() for u in seated}
        self.people = [
            Who(user.username, post.role, post.unit)
            for user, post in posts.items()
            if "-" in user.username or user.username in HANDS
        ]
        self.users = {user.username: user for user in posts}
        self._stage_cases()
        self._sealed_and_recused()
        with house.login("worker"):
            delivery.deliver_due()
        self.things = (
            self._case_things()
            | self._network_things()
            | self._admin_things()
            | self._ledger_things()
            | self._paper_things()
            | self._reception_things()
            | self._entrusted_things()
        )
        self.things |= Coordinated(self.cases, self.matters).things()
        self.things |= Referred(self.matters["taken"].unit).things()
        self.things |= Protected(self.matters, words=SAID, place=WHERE).things()
        self.things |= Consulted(self.matters).things()
        self.things |= Mediated(self.matters["taken"].unit, words=SAID).things()
        self.things |= Glassed(self.matters["taken"].unit).things()
        self.things |= Warded(self.matters["taken"].unit, words=SAID).things()
        self.things |= Assisted(self.matters["taken"].unit, words=SAID).things()
        self.things |= Supported(self.matters["taken"].unit).things()
        self.things |= Accompanied(self.matters["taken"].unit, words=SAID).things()
        self.things |= Serving().things()
        self.things |= Stationed().things()
        self.things |= Reached().things()
        self.things |= Helped().things()
        self.things |= Awarded().things()
        self.things |= Cared().things()
        self.things |= Villages().things()
        self.things |= Returned(self.house).things()
        self.things |= Phoned().things()
        self.things |= Programmed(self.house, self.things).things()
        self.things |= Kept(self.house, self.matters["taken"].unit).things()

    def _rows_of_the_administration(self) -> None:
        raw = self.house.raw
        raw(
            "insert into network_jobrun (name, started_at, counts, error) values ('ring_due', now(), '{}', '')"
        )
        raw(
            "insert into network_delivery (id, key, channel, kind, urgent, state, attempts, reason, due_at, posted_at)"
            " values (gen_random_uuid(), 'k', 'email', 'digest', false, 'uncertain', 1, 'stopped', now(), now())"
        )

    def _told(self, username: str, **facts: Any) -> Case:
        who = Named(name=NAME, phone=PHONE, id_number=NUMBER, address=WHERE, gender="female")
        case = matter(
            username,
            petitioner=who,
            respondent=Named(name=OTHER),
            facts=SAID,
            request=ASKED,
            contact=Contact(may_call=True, code_word=ADVICE),
            **facts,
        )
        does(username, attachments.attach, case, content=PDF, title=TITLE)
        return case

    def _handed(self) -> Case:
        case = self._told("he", channel="station")
        does("he", hand_over.pass_on, case, to_county=True, note=ADVICE)
        return case

    def _stage_cases(self) -> None:
        """One case for each stage; the verbs bring it there."""
        opinion = {"outcome": "support", "facts_found": FOUND, "decision": DECIDED, "basis": "第三十二条"}
        road: list[tuple[str, str, Any, dict[str, Any]]] = [
            ("taken", "lin", hand_over.take_up, {}),
            ("triaged", "lin", transitions.triage, {"route": "R1"}),
            ("accepted", "gao", transitions.accept, {"notice_how": "safe_way"}),
            ("handling", "lin", transitions.start, {}),
            ("drafted", "lin", opinions.draft_opinion, opinion),
            (
                "answered",
                "gao",
                transitions.answer,
                {"delivered_on": clock.today(), "delivered_how": "in_person"},
            ),
        ]
        self.cases = {"fresh": self._told("he", channel="station"), "handed": self._handed()}
        for n, (stage, _who, _verb, _data) in enumerate(road):
            case = self._handed()
            for _stage, username, verb, data in road[: n + 1]:
                does(username, verb, case, **data)
            self.cases[stage] = case
        self.cases["advice"] = case = self._handed()
        does("lin", hand_over.take_up, case)
        does("lin", transitions.triage, case, route="R10")
        county = person("lin").appointments.get().unit
        hamlet = person("he").appointments.get().unit
        self.matters = {stage: Matter(county, "lin", "he") for stage in self.cases}
        self.matters["fresh"] = Matter(hamlet, "he", "he")

    def _sealed_and_recused(self) -> None:
        """The same for a sealed matter, and for one of which the whole line above has a conflict."""
        county = self.matters["handed"].unit
        self.cases["sealed"] = self._told_sealed()
        self.matters["sealed"] = Matter(county, "lin", "he", is_sealed=True, cards=frozenset({"he", "gao"}))
        self.cases["recused"] = case = self._handed()
        does("lin", hand_over.take_up, case)
        barred = frozenset(
            who.username for who in self.people if who.username != "lin" and sees(who, self.matters["taken"])
        )
        with acting("lin") as (lin, _scope):
            for username in sorted(barred):
                hand_over.declare_recusal(
                    case, user=self.users[username], by=lin, reason=OTHER, source="owner"
                )
        self.matters["recused"] = Matter(county, "lin", "he", recused=barred)

    def _told_sealed(self) -> Case:
        who = Named(name=NAME, phone=PHONE, id_number=NUMBER, address=WHERE)
        case = matter("he", channel="station", safety="violence", facts=SAID, request=ASKED, petitioner=who)
        does("lin", attachments.attach, case, content=PDF, title=TITLE)
        return case

    def _case_things(self) -> dict[str, list[Thing]]:
        shown = ("taken", "fresh", "sealed", "recused")
        things: dict[str, list[Thing]] = {}

        def add(name: str, label: str, data: dict[str, Any] | None = None, **more: Any) -> None:
            case, kwargs = self.cases[label], {"case_id": self.cases[label].pk, **more}
            verb = more.get("verb", "")
            methods = ("GET", "POST")
            if verb in SAME_FORM or (name in POST_ONLY and label != "taken"):
                methods = ("POST",)
            elif name in GET_ONLY and label != "taken":
                methods = ("GET",)
            thing = Thing(label, kwargs, self.matters[label], case, verb, data or {}, methods)
            things.setdefault(name, []).append(thing)

        add("phone_verb", "fresh", VERB_FORMS["pass_on"], verb="pass_on")
        for label in shown:
            add("case", label)
            add("phone_matter", label)
            add("case_open", label, {"reason": "check"})
            add("case_names", label, {"reason": "check"})
            add("case_attach", label, {"file": PDF, "title": "收据"})
            add("case_code", label, {"how": "paper"})
            add("case_attachment", label, attachment_id=self._attachment(label))
        for label in ("taken", "sealed", "recused"):
            add("case_merge", label, {"number": self.cases["advice"].number})
        going = {"stays": str(self.cases["advice"].pk), "notice_how": "safe_way"}
        add("case_beside", "taken", going, other_id=self.cases["advice"].pk)
        add("case_supervise", "taken", {"reason": "delayed", "level": "order"})
        advice = self.cases["advice"]
        order = {"order_id": self._order(advice)}
        things["order"] = [Thing("advice", order, self.matters["advice"], advice, "", {"act": "receive"})]
        add("case_decide", "taken", {"grant": "yes"}, request_id=self._request("taken"))
        stage_of = {
            **dict.fromkeys(("take_up", "hand_back"), "handed"),
            **dict.fromkeys(("pass_on", "withdraw"), "fresh"),
            **dict.fromkeys(("accept", "decline"), "triaged"),
            "triage": "taken",
            "advise": "advice",
            "start": "accepted",
            "draft_opinion": "handling",
            "answer": "drafted",
            "close": "answered",
        }
        for verb, data in VERB_FORMS.items():
            add("case_verb", stage_of[verb], data, verb=verb)
        for label in ("sealed", "recused"):
            add("case_verb", label, VERB_FORMS["withdraw"], verb="withdraw")
        add("case_follow_up", "answered", FOLLOW_UP)
        things["case_follow_up"] = [replace(things["case_follow_up"][0], verb="follow_up")]
        return things

    def _attachment(self, label: str) -> UUID:
        with acting(self.matters[label].owner):
            return Attachment.objects.get(case=self.cases[label].pk).pk

    @staticmethod
    def _order(case: Case) -> UUID:
        with acting("zhou") as (zhou, _scope):
            return supervision.supervise(Case.objects.get(pk=case.pk), reason="delayed", by=zhou).pk

    def _request(self, label: str) -> UUID:
        with acting("wu") as (wu, _scope):
            case = Case.objects.get(pk=self.cases[label].pk)
            return sharing.ask_access(case, by=wu, reason="complaint").pk

    def _network_things(self) -> dict[str, list[Thing]]:
        village = person("luo").appointments.get().unit
        place = Matter(village, "", "")
        luo = person("luo").pk
        with acting("lin") as (lin, _scope):
            item = InboxItem.objects.filter(user=lin, subject_kind="case")[0].pk
        intake = Thing("", data=INTAKE)
        return self._policy_things(village) | {
            "unit": [Thing("village", {"pk": village.pk}, place)],
            "help_unit": [Thing("county", {"code": cast.SHUANGLIAO})],
            "window": [Thing("", data={"address": "", "phone": ""})],
            "person": [Thing("luo", {"pk": luo}, place)],
            "reset_password": [Thing("luo", {"pk": luo}, place)],
            "hand_over": [Thing("luo", {"pk": luo, "unit_id": village.pk}, place)],
            "inbox_read": [Thing("lin's", {"item_id": item}, Matter(village, "lin", ""))],
            "register": [intake],
            "phone_report": [intake],
            "phone_shell_page": [Thing("", {"page": "report"})],
            "set_language": [Thing("", data={"language": "en"})],
            "password_change": [Thing("", data={"old_password": "not it"})],
            "sign_in": [Thing("", data={"username": "lin", "password": ""})],
        }

    def _policy_things(self, village: Unit) -> dict[str, list[Thing]]:
        """A proposed change, the leave of a village chair, a list of new staff."""
        tomorrow, luo = clock.today() + timedelta(days=1), person("luo")
        with acting("sysadmin") as (admin, _scope):
            limit = Limit.objects.get(pk="petition.handling")
            wanted = replace(policy.wording_of(limit, on=clock.today()), length=45)
            change = policy.propose_limit(
                limit, wanted, from_day=tomorrow, reason="提速", source="市妇联会议纪要", by=admin
            )
            asked_reset = resets.ask_reset(person("wu"), by=admin)
            sheet = enrolment.prepare(staff_workbook([["新来的", village.code, "执委"]]), by=admin)
        with acting("luo"):
            asked = leaves.ask_leave(
                luo, substitute=person("tian"), starts_on=tomorrow, ends_on=tomorrow, by=luo
            )
        return {
            "policy_limit": [Thing("handling", {"code": "petition.handling"})],
            "policy_rule": [Thing("quiet", {"code": "messages.quiet_from"})],
            "policy_decide": [Thing("handling", {"kind": "limit", "version_id": change.pk})],
            "leave_verb": [Thing("luo's", {"leave_id": asked.pk, "verb": "end"}, Matter(village, "luo", ""))],
            "password_reset_verb": [Thing("wu's", {"reset_id": asked_reset.pk, "verb": "refuse"})],
            "staff_sheet": [Thing("one", {"sheet_id": sheet.pk})],
            "staff_sheet_verb": [Thing("one", {"sheet_id": sheet.pk, "verb": "undo"})],
            "staff_slip": [Thing("one", {"sheet_id": sheet.pk, "place_id": village.township_id})],
        }

    def _ledger_things(self) -> dict[str, list[Thing]]:
        """A register lin uploaded and a ledger she asked for, long enough to wait for a second person."""
        with self.house.login("migrator"):
            Limit.objects.filter(pk="ledger.approval").update(length=1)
        county = person("lin").appointments.get().unit
        hers = Matter(county, "lin", "lin")
        with acting("lin") as (lin, _scope):
            register = imports.upload(workbook([line(0)]), unit=county, by=lin)
            today = clock.today()
            order = exports.Order(
                "petitions", county, today.replace(month=1, day=1), today, "report", "年中报送"
            )
            copy = exports.ask(order, home=county, by=lin)
            kept = ledger.save_view(Filters(view="mine"), name="常用", by=lin)
        upload_id, copy_id = {"row_id": register.pk}, {"row_id": copy.pk}
        return {
            "ledger_view": [Thing("lin's", {"row_id": kept.pk}, hers)],
            "ledger_views": [Thing("", data={"name": "我的一类"})],
            "search": [Thing("", data={"find": "XF-2203"}), Thing("a woman", data={"find": "137 0434 1987"})],
            "shortcuts": [Thing("", data={"on": "no"})],
            "import": [Thing("lin's", upload_id, hers)],
            "import_verb": [Thing("lin's", upload_id | {"verb": "discard"}, hers)],
            "export": [Thing("lin's", copy_id, hers)],
            "export_decide": [Thing("lin's", copy_id, hers, data={"grant": "yes"})],
            "export_file": [Thing("lin's", copy_id, hers)],
        }

    def _paper(self, label: str, *, issued: bool = False) -> UUID:
        """The notice of acceptance of a matter, drawn up by its owner, approved and issued if wanted."""
        with acting("lin") as (lin, _scope):
            case = Case.objects.get(pk=self.cases[label].pk)
            source = next(each for each in papers.sources(case) if each.kind == "notice_accepted")
            words = papers.compose(case, source)
            row = papers.draw_up(
                case,
                source,
                addressee=words.addressee,
                basis=words.basis,
                remedies=words.remedies,
                by=lin,
            )
        if issued:
            with acting("gao") as (gao, _scope):
                paper_verbs.approve(row, by=gao)
                paper_verbs.issue(row, by=gao)
        return row.pk

    def _paper_things(self) -> dict[str, list[Thing]]:
        """A draft of the accepted matter, an issued paper of the one in handling, an act of the drafted one."""
        hers = self.matters["accepted"]
        draft, issued = self._paper("accepted"), self._paper("handling", issued=True)
        case, other = self.cases["accepted"], self.cases["handling"]
        with acting("lin") as (lin, _scope):
            drafted = Case.objects.get(pk=self.cases["drafted"].pk)
            act = next(each for each in papers.sources(drafted) if each.kind == "notice_accepted")
            issue = proposals.draft(
                unit=hers.unit,
                title="产假工资",
                department="市人社局",
                pattern="多件来访",
                proposal="请专项检查",
                numbers=f"{case.number} {other.number}",
                by=lin,
            )
        with acting("zhou") as (zhou, _scope):
            told = {"title": "信访接待制度", "version": "1", "in_force_from": date(2024, 1, 1), "text": "一"}
            rule = rules.publish(**told, file=b"%PDF-1.4 rule", by=zhou)
        order = {"order_id": self._order(other)}
        place = Matter(hers.unit, "", "")
        act_at = {"case_id": drafted.pk, "kind": act.kind, "source_id": act.source_id}
        return {
            "paper": [Thing("draft", {"paper_id": draft}, hers, case)],
            "paper_verb": [Thing("draft", {"paper_id": draft, "verb": "approve"}, hers, case, "approve")],
            "paper_print": [Thing("issued", {"paper_id": issued}, hers, other, "", {"reason": "check"})],
            "paper_draw": [Thing("act", act_at, hers, drafted)],
            "order_paper": [Thing("order", order, hers, other)],
            "verify_code": [Thing("nobody's", {"code": "AAAAAAA-BBBBBBB-CCCCCCC"})],
            "rule": [Thing("rule", {"rule_id": rule.pk})],
            "rule_file": [Thing("rule", {"rule_id": rule.pk})],
            "proposal": [Thing("county's", {"issue_id": issue.pk}, place, None, "", {"act": "send"})],
            "proposal_print": [Thing("county's", {"issue_id": issue.pk}, place)],
        }

    def _reception_things(self) -> dict[str, list[Thing]]:
        """A day of today with two who booked, one of whom gao must not meet; a proposal; a promise of gao's."""
        county = person("lin").appointments.get().unit
        place, hidden = Matter(county, "", ""), Matter(county, "", "", recused=frozenset({"gao"}))
        today = published()
        row = {"day_id": today.pk}
        coming = {"day_id": proposed(today.day + timedelta(days=30), at=clock.now()).pk}
        known, kept = booked(today, name=NAME), booked(today, name=NAME, kept_from=person("gao"))
        with acting("gao") as (gao, _scope):
            case = Case.objects.get(pk=self.cases["taken"].pk)
            made = commitments.take_on(case, promise="三十日内答复", by=gao).pk
        partly = {"place": "接待室"}
        return {
            "reception_propose": [Thing("", data=partly)],
            "reception_revise": [Thing("coming", coming, place, data=partly)],
            "reception_step": [Thing("coming", coming, place, data={"act": "approve"})],
            "reception_register": [Thing("today", row, place, data={"name": "甲", "how": "book"})],
            "reception_cancel": [Thing("today", row, place, data={"reason": "外出"})],
            "visits": [Thing("", data={"name": "乙"})],
            "visit": [
                Thing("known", {"visit_id": known.pk}, place, data={"act": "arrive"}),
                Thing("kept", {"visit_id": kept.pk}, hidden, data={"act": "arrive"}),
            ],
            "commitment": [Thing("gao's", {"commitment_id": made}, self.matters["taken"], case, "gao")],
            "end_commitment": [
                Thing(
                    "gao's",
                    {"commitment_id": made},
                    self.matters["taken"],
                    case,
                    "gao",
                    {"result": "办好", "kept": "yes"},
                )
            ],
            **{
                f"reception_{name}": [Thing("today", row, place)]
                for name in ("day", "close", "door", "minutes", "ledger")
            },
        }

    def _entrusted_things(self) -> dict[str, list[Thing]]:
        """An accusation about a township's chair, and its two readers: the city's officer and a liaison."""
        readers = ("wu", "discipline_liaison-1-here")
        city = Unit.objects.current().get(code=cast.SIPING, level=1)
        with acting("secadmin") as (keeper, _scope):
            for username in readers:
                listing.list_reader(self.users[username], city=city, by=keeper)
        with acting("ma") as (ma, scope):
            told = Intake(
                channel="station",
                safety="safe",
                nature="accusation",
                request=ASKED,
                facts=SAID,
                received_on=clock.today(),
                petitioner=Named(name=NAME, phone=PHONE),
                respondent=Named(name=person("tian").display_name),
                accused_unit=Unit.objects.current().get(code=cast.WOHU_TOWN, level=3),
            )
            hamlet = Unit.objects.get(pk=scope.units[0])
            self.entrusted = register(told, unit=hamlet, by=ma, photos=(PDF,))
        seat, file = (
            self.house.raw(f"select id from cases_accusation{table} order by id limit 1")[0][0]
            for table in ("reader", "file")
        )
        row = {"row_id": self.entrusted.pk}
        place = Matter(hamlet, "", "ma", is_sealed=True, cards=frozenset(readers))
        today = clock.today().isoformat()
        referral = {"organ": "city", "referred_on": today, "receipt": "纪收第7号"}
        return {
            "entrusted_matter": [Thing("tian's", row, place)],
            "entrusted_seat": [Thing("tian's", {"seat_id": seat}, place)],
            "entrusted_file": [Thing("tian's", row | {"file_id": file}, place)],
            "entrusted_verb": [Thing("tian's", row | {"verb": "refer"}, place, verb="refer", data=referral)],
        }

    def _admin_things(self) -> dict[str, list[Thing]]:
        def first(table: str, key: str = "id") -> str:
            return str(self.house.raw(f"select min({key}) from {table}")[0][0])

        key = {
            "network_limit": "code",
            "network_setting": "code",
            "network_delivery": "id::text",
            "network_calendaryear": "year",
            "network_calendarday": "date",
        }
        things: dict[str, list[Thing]] = {}
        for name, route in addresses().items():
            if name.startswith("admin:") and "/<path:object_id>/" in route and "<path:content" not in route:
                app, model = route.split("/")[1:3]
                table = f"{app}_{model}"
                pk = first(table, key.get(table, "id"))
                things[name] = [Thing(table, {"object_id": pk})]
        kind = ContentType.objects.get(app_label="cases", model="case")
        case = self.cases["taken"]
        things["admin:view_on_site"] = [
            Thing("case", {"content_type_id": kind.pk, "object_id": case.pk}, case=case)
        ]
        things["admin:app_list"] = [Thing("network", {"app_label": "network"})]
        things["admin:(?P<url>.*)$"] = [Thing("elsewhere", {"url": "cases/person/"})]
        return things


def upload(data: dict[str, Any]) -> dict[str, Any]:
    """Form data of one request: files are read once, so each request gets its own."""
    return {
        name: SimpleUploadedFile("a.pdf", value, "application/pdf") if isinstance(value, bytes) else value
        for name, value in data.items()
    }
