"""The hostile house: the world of the matrix, and one of every service with words that stand nowhere else."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from cases.assistance import opening as assisting
from cases.casefile import attachments
from cases.casefile.models import Case
from cases.circle import circles, members
from cases.consultations import crisis, records, sessions
from cases.coordination import meetings
from cases.documents import verbs as papers
from cases.documents.models import Document
from cases.mediation import opening as mediating
from cases.minors import access, children, guardians
from cases.people.models import Person
from cases.petitions import hand_over
from cases.petitions.told import Contact, Named
from cases.privacy import breaking, naming, requests
from cases.protection import contact, danger, evidence, orders, reports, shelter
from cases.protection.models import ShelterStay
from cases.referrals import codes, letters
from cases.referrals import opening as referring
from cases.referrals.models import IntroductionLetter, ServiceItem
from cases.retention import holds
from network.agencies.models import Agency
from network.duty.rota.models import Expert
from sisterhood.lib import clock
from tests.consultations import rota
from tests.hostile import families
from tests.hostile.words import BARRED, CHILD, FAMILY, HERS, HURT, OLD, PLAIN, PLANTED, Mark
from tests.house import House, acting, person
from tests.stories import does, matter
from tests.walls.consulted import ADVISER, COUNSELLOR
from tests.walls.pages import Matter
from tests.walls.referred import SERVICE
from tests.walls.things import Thing
from tests.walls.world import World

Kwargs = dict[str, Any]


class Town:
    """`things`: addresses of everything below, by their names; `numbers`: of matters, by their mark."""

    def __init__(self, house: House) -> None:
        self.house, self.world = house, World(house)
        self.county = self.world.matters["taken"].unit
        self.place = Matter(self.county, "lin", "lin")
        self.things: dict[str, list[Thing]] = {}
        self.cases: dict[str, Case] = {}
        self.slip: tuple[str, str] = ("", "")
        self.mornings = self._mornings(3)
        self.planted = PLANTED
        self.plain()
        self.hers()
        self.hurt()
        self.child()
        self.family()

    def _add(self, name: str, kwargs: Kwargs, data: Kwargs | None = None, *, post: bool = False) -> None:
        thing = Thing(name, kwargs, self.place, data=data or {}, methods=("POST",) if post else ("GET",))
        self.things.setdefault(name, []).append(thing)

    @staticmethod
    def _mornings(many: int) -> list[date]:
        """Days on which an adviser and a counsellor sit side by side, planned before anything is booked."""
        with acting("lin"):
            rows = Expert.objects.filter(user__username__in=(ADVISER, COUNSELLOR)).select_related("user")
            both = sorted(rows, key=lambda row: row.user.username == COUNSELLOR)
        days = [clock.today() + timedelta(days=3 + n) for n in range(many)]
        for day in days:
            rota.confirmed(*both, day=day, begins=time(9), ends=time(11), place="二楼谈话室")
        return days

    def _told(self, mark: Mark, username: str = "lin", **facts: Any) -> Case:
        who = Named(
            name=mark.plants("name"),
            phone=mark.plants("phone"),
            id_number=mark.plants("number"),
            address=mark.plants("address"),
            gender="female",
        )
        if "respondent" not in facts:
            facts["respondent"] = Named(name=mark.plants("other"))
        case = matter(
            username,
            petitioner=who,
            facts=mark.plants("story"),
            request=mark.plants("asked"),
            contact=Contact(may_call=True, code_word=mark.plants("code_word")),
            **facts,
        )
        self.cases[mark.sign] = case
        owner = username if username != "he" or case.owner_id == person("he").pk else "lin"
        pdf = b"%PDF-1.4 " + mark.plants("story").encode()
        file = does(owner, attachments.attach, case, content=pdf, title=mark.plants("file"))
        self._add("case", {"case_id": case.pk})
        self._add("case_names", {"case_id": case.pk}, {"reason": "check"}, post=True)
        self._add("case_attachment", {"case_id": case.pk, "attachment_id": file.pk})
        return case

    # -- a matter with every service that needs no protection -------------------------------------------------

    def plain(self) -> None:
        """Ordinary, of the county's officer."""
        case = self._told(PLAIN)
        self._services(PLAIN, case)
        row = self._referral(PLAIN, case, issued=True)
        letter, code = does("lin", codes.give_slip_code, case, row=row, how="phone")
        self.slip = (letter.reference, code)
        with acting("lin"):
            letter = IntroductionLetter.objects.get(referral=row)
        self._add("letter_stub", {"case_id": case.pk, "row_id": row}, post=True)
        self._add("paper", {"paper_id": letter.document_id})
        self._add("paper_print", {"paper_id": letter.document_id}, post=True)
        self._read_in_an_emergency(case)

    def _read_in_an_emergency(self, case: Case) -> None:
        """The city's officer, who has ended it already; her reason is for whoever reviews it."""
        with acting("wu") as (wu, _scope):
            named = naming.by_card(case.pk)
            row = breaking.break_glass(named, category="danger", reason=PLAIN.plants("reading"), by=wu)
        does("wu", breaking.end_reading, case)
        self._add("break_glass_review", {"row_id": row.pk})

    def _services(self, mark: Mark, case: Case) -> None:
        told = {"kind": "neighbour", "dispute": mark.plants("dispute"), "willing": True}
        row = UUID(does("lin", mediating.request_mediation, case, **told).detail["mediation"])
        self._add("mediation", {"case_id": case.pk, "row_id": row})
        self._assistance(mark, case)
        self._meeting(mark, case)
        self._data_request(mark, case)
        hold = {"issuer": "双辽市人民法院", "reason": mark.plants("hold")}
        does("lin", holds.place_hold, case, **hold)
        self._add("case_retention", {"case_id": case.pk})

    def _joint(self, mark: Mark, case: Case) -> None:
        """Advice and counselling at one time, each with its own record; then the counsellor presses crisis."""
        day = self.mornings.pop()
        nth = next(n for n, w in enumerate(rota.windows("joint")) if clock.local_date(w.starts_at) == day)
        rows = rota.booked(case, nth=nth)
        legal, counselling = rows["legal"], rows["psychological"]
        rota.talking(legal, expert=ADVISER)
        advice = {"question": mark.plants("question"), "advice": mark.plants("advice")}
        rota.step(ADVISER, records.record_advice, legal, **advice)
        rota.talking(counselling, expert=COUNSELLOR)
        rota.step(COUNSELLOR, records.write_note, counselling, note=mark.plants("process"))
        rota.step(COUNSELLOR, crisis.press_crisis, counselling, self_harm=True)
        rota.step(COUNSELLOR, crisis.note_crisis, counselling, note=mark.plants("crisis"))
        rota.step(ADVISER, sessions.complete, legal, topic="divorce", outcome="relieved", minutes=40)
        for row in (legal, counselling):
            self._add("consultation", {"session_id": row.pk})

    def _referral(self, mark: Mark, case: Case, *, issued: bool) -> UUID:
        with acting("lin"):
            item = ServiceItem.objects.get(name=SERVICE)
            agency = Agency.objects.for_case_of(case.unit).filter(kind=item.agency_kind)[0]
        event = does("lin", referring.open_referral, case, item=item, agency=agency, need=mark.plants("need"))
        row = UUID(event.detail["referral"])
        does("lin", referring.check_eligibility, case, row=row, note="符合")
        agreed = {"shared": "介绍信", "manner": "oral", "given_on": clock.today()}
        does("lin", referring.record_referral_consent, case, row=row, **agreed)
        paper = does("lin", letters.draw_letter, case, row=row)
        if issued:
            for username, verb in (("gao", papers.approve), ("lin", papers.issue)):
                with acting(username):
                    verb(Document.objects.get(pk=paper.pk), by=person(username))
        self._add("referral", {"case_id": case.pk, "row_id": row})
        return row

    def _assistance(self, mark: Mark, case: Case) -> None:
        told = {
            "kind": "land",
            "body": "卧虎镇人民政府",
            "request": mark.plants("assist"),
            "manner": "signed",
        }
        event = does("lin", assisting.ask_assistance, case, shared=mark.plants("shared"), **told)
        self._add("assistance", {"case_id": case.pk, "row_id": UUID(event.detail["assistance"])})

    def _meeting(self, mark: Mark, case: Case) -> None:
        facts = {"place": "会议室", "subject": "补发", "others": ["村书记"], "manner": "oral"}
        at = clock.now() + timedelta(days=1)
        event = does("lin", meetings.call_meeting, case, meets_at=at, shared=mark.plants("meeting"), **facts)
        self._add("meeting", {"case_id": case.pk, "row_id": UUID(event.detail["meeting"])})

    def _data_request(self, mark: Mark, case: Case) -> None:
        with acting("lin"):
            who = Person.objects.filter(case=case).order_by("id")[0].pk
        asked = {"person": who, "right": "see", "asked": mark.plants("data"), "received_on": clock.today()}
        row = does("lin", requests.register_request, case, **asked).pk
        self._add("data_request", {"case_id": case.pk, "row_id": row})

    # -- of a station ------------------------------------------------------------------------------------------

    def hers(self) -> None:
        """A station head wrote it and handed it to the county."""
        case = self._told(HERS, "he", channel="station")
        does("he", hand_over.pass_on, case, to_county=True, note="请县里接手")

    # -- after violence ----------------------------------------------------------------------------------------

    def hurt(self) -> None:
        """A station head heard of it; the county's officer owns it."""
        accused = Named(name=HURT.plants("accused"))
        case = self._told(HURT, "he", channel="station", safety="violence", respondent=accused)
        self._protect(HURT, case)
        self._joint(HURT, case)
        noticed = clock.now() - timedelta(minutes=3)
        told = {"noticed_at": noticed, "called": True, "note": HURT.plants("step")}
        does("lin", danger.open_danger, case, **told)

    def _protect(self, mark: Mark, case: Case) -> None:
        told = {"told": {"injuries": mark.plants("injury")}, "told_before": True}
        does("lin", contact.meet_first, case, wants=["order", "shelter", "record", "police", "talk"], **told)
        does("lin", contact.plan_safety, case, text=mark.plants("plan"), with_her=True)
        proof = {"kind": "medical", "description": mark.plants("evidence"), "obtained_on": clock.today()}
        does("lin", evidence.add_evidence, case, **proof)
        does("lin", shelter.start_stay, case, place=mark.plants("shelter"), started_on=clock.today())
        facts = {
            "court": "双辽市人民法院",
            "respondent": mark.plants("accused"),
            "facts": mark.plants("order"),
        }
        facts |= {"applicant": "herself", "will": "wants", "measures": ["no_violence"]}
        does("lin", orders.draft_order, case, **facts)
        moment = clock.now() - timedelta(minutes=2)
        reported = {"trigger": "injured", "noticed_at": moment, "noticed_by": mark.plants("reporter")}
        reported |= {"told": ["police"], "body": mark.plants("body"), "channel": "phone"}
        does("lin", reports.mandatory_report, case, reported_at=moment, told_before=True, **reported)
        with acting("lin"):
            stay = ShelterStay.objects.get(case=case).pk
        self._add("protection", {"case_id": case.pk})
        self._add("protection_extract", {"case_id": case.pk})
        self._add("protection_place", {"case_id": case.pk, "row_id": stay}, post=True)

    # -- of a child --------------------------------------------------------------------------------------------

    def child(self) -> None:
        """Her owner asked for leave and has none: names and story are shut to everybody."""
        case = self._told(CHILD, safety="minor")
        does("lin", children.name_child, case, stated_age=9)
        who = {"relation": "mother", "name": CHILD.plants("guardian"), "phone": CHILD.plants("tel")}
        event = does("lin", guardians.name_guardian, case, contact_is_safe=True, **who)
        asked = {"reason": "handling", "words": CHILD.plants("leave"), "hours": 4}
        grant = does("lin", access.ask_minor_access, case, **asked)
        families.acts("gao", access.approve_minor_access, grant)
        self._circle(CHILD, case, UUID(event.detail["guardian"]))
        self._joint(CHILD, case)
        does("lin", access.end_minor_access, case)
        self._add("minors", {"case_id": case.pk})
        self._add("minor_request", {"grant_id": grant.pk})

    def _circle(self, mark: Mark, case: Case, guardian: UUID) -> None:
        today = clock.today()
        agreed = {"situation": "difficulty", "manner": "signed", "child_voice": "agrees"}
        told = agreed | {"consented_on": today, "guardian": guardian}
        circle = UUID(does("lin", circles.open_circle, case, **told).detail["circle"])
        adult = {"row": circle, "role": "school", "name": mark.plants("circle"), "agreed_on": today}
        member = UUID(does("lin", members.name_member, case, **adult).detail["member"])
        self._add("circle", {"case_id": case.pk})
        self._add("circle_sheet", {"case_id": case.pk, "row_id": member})

    # -- of a family -------------------------------------------------------------------------------------------

    def family(self) -> None:
        """A note whose hours are over, a file the county proposed, a friendly visit."""
        for name, row in families.planted(self.house, FAMILY, OLD):
            self._add(name, {"row_id": row})

    # -- the county's leader is on the other side --------------------------------------------------------------

    def barred(self) -> None:
        """Every service again, of a matter in which the county's leader is the other side."""
        case = self._told(BARRED, respondent=Named(name=person("gao").display_name), safety="violence")
        self._joint(BARRED, case)
        self._assistance(BARRED, case)
        self._meeting(BARRED, case)
        self._data_request(BARRED, case)
        self._referral(BARRED, case, issued=False)
        does("lin", holds.place_hold, case, issuer="双辽市人民法院", reason=BARRED.plants("hold"))
        self._protect(BARRED, case)
        noticed = clock.now() - timedelta(minutes=3)
        does("lin", danger.open_danger, case, noticed_at=noticed, called=True, note=BARRED.plants("step"))
        self._add("case_retention", {"case_id": case.pk})
