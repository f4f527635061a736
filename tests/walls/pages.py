"""Who is answered what, on every page: the table behind `test_matrix.py`.

A rule takes somebody and answers with an `Answer`. It is made of actions of the roles table and of the
sentences of architecture.md ("Who sees what"), written down a second time and never read from the walls.
A page that is missing here fails the build.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from network.access.reach import Reach, Seat
from network.access.roles import ADMIN_ROLES, AREA_LEVELS, ROLES
from network.units.models import Unit


class Answer(Enum):
    """What somebody is told."""

    OPEN = "200, the page"
    DONE = "a redirect: it was done, or it stands elsewhere"
    TOLD = "a sentence why not; nothing changed"
    REFUSED = "403"
    HIDDEN = "404, as if it did not exist"
    METHOD = "405"
    DOOR = "the sign-in page"
    AWAY = "the door of the administration"
    BROKEN = "500"


OPEN, DONE, TOLD, REFUSED = Answer.OPEN, Answer.DONE, Answer.TOLD, Answer.REFUSED
HIDDEN, METHOD, DOOR, AWAY = Answer.HIDDEN, Answer.METHOD, Answer.DOOR, Answer.AWAY


OF_THE_CITY = ("see_repeats", "see_audit_period", "confirm_audit_cut", "call_off_audit_cut", "draft_sheet")


@dataclass(frozen=True)
class Who:
    """Somebody with one post."""

    username: str
    role: str
    unit: Unit

    def knows(self, action: str) -> bool:
        """Whether the roles table gives her the action at all; what binds the whole city, at the city alone."""
        return action in ROLES[self.role].may and not (
            self.role == "privacy_officer" and action in OF_THE_CITY and self.unit.level > 1
        )

    def reaches(self, action: str, matter: "Matter") -> bool:
        """Whether the roles table's reach of the action covers the matter."""
        return any(
            {
                Reach.ANY: True,
                Reach.HOLDS: self.username == matter.owner,
                Reach.UNIT: self.unit.pk == matter.unit.pk,
                Reach.AREA: self.unit.level in AREA_LEVELS and self.unit.pk in line(matter.unit),
            }[reach]
            for reach in ROLES[self.role].may.get(action, ())
        )


@dataclass(frozen=True)
class Matter:
    """A case as the rules speak of it: where it is, who holds it, who wrote it, who has a card or a conflict."""

    unit: Unit
    owner: str
    registrar: str
    is_sealed: bool = False
    cards: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()


def line(unit: Unit) -> set[int]:
    """The unit and everything above it."""
    return {unit.pk, *(pk for pk in unit.ancestor_ids)}


def leads(who: Who, matter: Matter) -> bool:
    """The leader of exactly the unit, of an ordinary matter."""
    return ROLES[who.role].seat is Seat.LEADER and who.unit.pk == matter.unit.pk and not matter.is_sealed


def opens(who: Who, matter: Matter) -> bool:
    """Content, names masked: the owner; the leader of exactly the unit."""
    return who.username not in matter.recused and (who.username == matter.owner or leads(who, matter))


def reads(who: Who, matter: Matter) -> bool:
    """The narrative: whoever opens it, and the registrar what she wrote herself."""
    wrote = who.username == matter.registrar and not matter.is_sealed
    return opens(who, matter) or (wrote and who.username not in matter.recused)


def sees(who: Who, matter: Matter) -> bool:
    """The card."""
    if who.username in matter.recused:
        return False
    if reads(who, matter) or who.username in matter.cards:
        return True
    seated = ROLES[who.role].seat is not Seat.OTHER and who.unit.level in AREA_LEVELS
    return not matter.is_sealed and seated and who.unit.pk in line(matter.unit)


Rule = Callable[[Who, Matter | None, str], Answer]


@dataclass(frozen=True)
class Page:
    """The answers of one address. `stranger`: without a sign-in."""

    get: Rule
    post: Rule
    stranger: tuple[Answer, Answer] = (DOOR, DOOR)


def always(answer: Answer) -> Rule:
    """The same for everybody who is signed in."""
    return lambda who, matter, verb: answer


NO_SUCH_METHOD = always(METHOD)


def may(action: str, then: Answer = OPEN) -> Rule:
    """Whoever's role knows the action."""
    return lambda who, matter, verb: then if who.knows(action) else REFUSED


def card(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever sees the card; for everybody else the matter does not exist."""
    return OPEN if matter and sees(who, matter) else HIDDEN


def card_and(test: Callable[[Who, Matter], bool], yes: Answer, no: Answer) -> Rule:
    """Whoever sees the card, and more for those who pass the test."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not sees(who, matter):
            return HIDDEN
        return yes if test(who, matter) else no

    return rule


def run_verb(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A verb is done by whoever opens the matter and whose reach covers it; others with a card are told why not."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    return DONE if opens(who, matter) and who.reaches(verb, matter) else TOLD


def in_tree(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The page of a unit: for those who look at trees, when it stands in theirs."""
    if not who.knows("view_tree"):
        return REFUSED
    return OPEN if matter and who.unit.pk in line(matter.unit) else HIDDEN


def looks_after(action: str, administrator: Answer = HIDDEN) -> Rule:
    """A colleague of the village: her township's chair looks after her; everybody else knows nobody there."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if who.knows("manage_accounts"):
            return administrator
        return OPEN if who.knows(action) and who.unit.pk == matter.unit.township_id else HIDDEN

    return rule


def refuses_a_new_password(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The security administrator decides; an administrator who did not ask is told so."""
    if who.knows("confirm_reset"):
        return DONE
    return TOLD if who.knows("see_resets") else REFUSED


def home(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The desk; administrators and stations have a home of their own."""
    return DONE if who.role in ADMIN_ROLES or who.unit.level == 5 else OPEN


def addressee(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A message: for whom it was sent."""
    return DONE if matter and who.username == matter.owner else HIDDEN


def decides(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Somebody's request: the owner and the unit's leader decide; the area above may know of it."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    if who.username == matter.owner or (leads(who, matter) and who.reaches("approve_access", matter)):
        return DONE
    seated = ROLES[who.role].seat is not Seat.OTHER and who.unit.level in AREA_LEVELS
    return TOLD if seated and who.unit.pk in line(matter.unit) else HIDDEN


def opens_with_reason(who: Who, matter: Matter | None, verb: str) -> Answer:
    """An ordinary card of her area; a sealed matter can only be asked for."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    return DONE if who.reaches("ask_access" if matter.is_sealed else "open_with_reason", matter) else TOLD


def decides_reading(then: Answer) -> Rule:
    """Who may read a child's matter: the leader of its unit, never its owner; for everybody else nothing is asked."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        leads_it = ROLES[who.role].seat is Seat.LEADER and who.unit.pk == matter.unit.pk
        return then if leads_it and who.username != matter.owner else HIDDEN

    return rule


def names(who: Who, matter: Matter) -> bool:
    """Names in clear: owner, registrar, and with the reason that is given the leader."""
    return reads(who, matter)


def hers_alone(action: str, then: Answer) -> Rule:
    """Something that belongs to one person: to colleagues with the same post it does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if not who.knows(action):
            return REFUSED
        return then if matter and who.username == matter.owner else HIDDEN

    return rule


def second_person(owner: Answer, second: Answer) -> Rule:
    """A ledger: whoever asked for it, and the leaders of her unit and above."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("export_ledger"):
            return REFUSED
        if who.username == matter.owner:
            return owner
        return second if who.reaches("approve_export", matter) else HIDDEN

    return rule


def keeps_files(who: Who, matter: Matter) -> bool:
    """Whoever works on it, and the registrar."""
    return opens(who, matter) or (who.username == matter.registrar and not matter.is_sealed)


def _above(who: Who, matter: Matter) -> bool:
    return ROLES[who.role].seat is Seat.LEADER and who.unit.pk in set(line(matter.unit)) - {matter.unit.pk}


def asks_for_an_order(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Leaders whose area it is find the page."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    return OPEN if who.reaches("supervise", matter) else REFUSED


def issues_an_order(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Only a leader above the unit issues one."""
    found = asks_for_an_order(who, matter, verb)
    if found is not OPEN or matter is None:
        return found
    return DONE if _above(who, matter) else TOLD


def _party(who: Who, matter: Matter) -> bool:
    city = who.unit.level == 1 and ROLES[who.role].seat is not Seat.OTHER
    return sees(who, matter) and (city or who.username == matter.owner or leads(who, matter))


def order_of_the_city(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The city that issued it, the owner, the leader of the unit."""
    return OPEN if matter and _party(who, matter) else HIDDEN


def signs_for_it(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The owner or her leader; the city itself is told that it is not hers to sign."""
    if matter is None or not _party(who, matter):
        return HIDDEN
    return DONE if who.reaches("answer_order", matter) else TOLD


def paper(then: Answer) -> Rule:
    """A paper drawn up by the owner: for whoever reads the narrative as it stands now, not for the registrar."""
    return lambda who, matter, verb: then if matter and opens(who, matter) else HIDDEN


def paper_step(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A step of a paper: done by whoever's reach covers it, others who read it are told why not."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return DONE if who.reaches(f"{verb}_paper", matter) else TOLD


def draws(then: Answer) -> Rule:
    """The words of an act: for whoever opens the matter and whose post draws papers up."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not opens(who, matter):
            return HIDDEN
        return then if who.reaches("draw_up_paper", matter) else REFUSED

    return rule


def order_on_paper(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The leader of the city draws up the city's order; the others who see it are told why not."""
    if matter is None or not _party(who, matter):
        return HIDDEN
    return DONE if who.role == "city_leader" else TOLD


def proposal_of_the_county(then: Answer) -> Rule:
    """A proposal of the county: officers and leaders of the county and above."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("read_proposals"):
            return REFUSED
        return then if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def past_receipt(rule: Rule) -> Rule:
    """Whoever only registered a sealed matter keeps its receipt: every other address of it refuses her."""

    def told(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter and matter.is_sealed and who.username == matter.registrar != matter.owner:
            return REFUSED
        return rule(who, matter, verb)

    return told


def entrusted(then: Answer) -> Rule:
    """What was entrusted by name: its two readers; for everybody else it does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if not who.knows("read_accusation"):
            return REFUSED
        return then if matter and who.username in matter.cards else HIDDEN

    return rule


def sends_the_proposal(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Its unit's leader sends it; officers and the city are told why not."""
    seen = proposal_of_the_county(OPEN)(who, matter, verb)
    if seen is not OPEN:
        return seen
    return DONE if matter and who.reaches("send_proposal", matter) else TOLD


def keeps_rules(who: Who, matter: Matter | None, verb: str) -> Answer:
    """An empty form comes back to whoever keeps the rules; nobody else may send it."""
    return TOLD if who.knows("keep_rules") else REFUSED


def looks_for_twins(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever holds a matter and may merge; others who open it are refused, for all others it does not exist."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return OPEN if who.reaches("merge", matter) else REFUSED


def finds_a_twin(who: Who, matter: Matter | None, verb: str) -> Answer:
    """By the number of another matter of hers: on to both side by side."""
    found = looks_for_twins(who, matter, verb)
    return DONE if found is OPEN else found


def sees_both(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Two matters of one owner: whoever opens both, in a role that merges."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return OPEN if who.knows("merge") else REFUSED


def merges(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever holds them; a leader who opens both is told why not."""
    found = sees_both(who, matter, verb)
    if found is not OPEN or matter is None:
        return found
    return DONE if who.reaches("merge", matter) else TOLD


def opened(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A page of the content: to whoever sees only the card it does not exist."""
    return OPEN if matter and opens(who, matter) else HIDDEN


def opened_and(action: str) -> Rule:
    """Whoever opens the matter does it when her reach covers it, and is told why not otherwise."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not opens(who, matter):
            return HIDDEN
        return DONE if not action or who.reaches(action or verb, matter) else TOLD

    return rule


def step_of_a_demand(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A step of a demand, by the verb of the address."""
    return opened_and(verb)(who, matter, verb)


def _decides_dispute(who: Who, matter: Matter) -> bool:
    return ROLES[who.role].seat is Seat.LEADER and who.unit.level == 1 and sees(who, matter)


def dispute_at_the_city(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The leader of the common superior, and whoever opens the matter."""
    return OPEN if matter and (opens(who, matter) or _decides_dispute(who, matter)) else HIDDEN


def settles_it(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The superior's leader decides; the two units are told that it is not theirs."""
    if dispute_at_the_city(who, matter, verb) is HIDDEN or matter is None:
        return HIDDEN
    return DONE if _decides_dispute(who, matter) else TOLD


def body_of_the_county(then: Answer, others: Answer) -> Rule:
    """A body of the county: found along the line, written by the officers of exactly that county."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("view_agencies"):
            return REFUSED
        near = matter.unit.pk in line(who.unit) or who.unit.pk in line(matter.unit)
        if not near and who.role != "system_admin":
            return HIDDEN
        return then if who.reaches("keep_agencies", matter) else others

    return rule


def gives_a_code(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever opens the matter finds the page; its owner gives the code, others are told why not."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return OPEN if who.reaches("give_code", matter) else TOLD


def decides_policy(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A proposed change: who may decide does, the others who look at the page are told."""
    if not who.knows("view_policy"):
        return REFUSED
    return DONE if who.knows("approve_policy") else TOLD


def leave_of_a_chair(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A village chair's leave that waits: she herself takes it back, the township's chair is told that it waits."""
    assert matter is not None
    if not who.knows("read_inbox"):
        return REFUSED
    chair = who.knows("hand_over") and who.unit.pk == matter.unit.township_id
    if who.username == matter.owner:
        return DONE
    return TOLD if chair else HIDDEN


def gives_out(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever gives matters to colleagues; with nothing ticked she is told so."""
    return TOLD if who.knows("reassign") or who.knows("give_out") else REFUSED


def gives_a_slip_code(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever opens the matter finds the page; its owner gives the code, others are told why not."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return OPEN if who.reaches("give_slip_code", matter) else TOLD


def prints_the_stub(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Her name stands on it: the owner prints it, the leader is told that names need a reason."""
    if matter is None or not opens(who, matter):
        return HIDDEN
    return OPEN if who.username == matter.owner else TOLD


def reviews_a_reading(then: Answer) -> Rule:
    """An emergency reading that is not late: the privacy officer of the place; the city's leader not yet."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("review_break_glass"):
            return REFUSED
        return then if who.role == "privacy_officer" and who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def _in_the_county(who: Who, matter: Matter) -> bool:
    return who.unit.pk in line(matter.unit) or who.unit.county_id == matter.unit.county_id


def in_support(action: str, then: Answer) -> Rule:
    """Where the county is on, whoever's post knows the action; elsewhere the door does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not who.knows("see_support") or not _in_the_county(who, matter):
            return HIDDEN
        return then if who.knows(action) else REFUSED

    return rule


def _of_the_county(who: Who, matter: Matter, *roles: str) -> bool:
    return who.role in roles and who.unit.pk == matter.unit.county_id


def _privacy(who: Who, matter: Matter) -> bool:
    return who.role == "privacy_officer" and who.unit.pk in line(matter.unit)


def note_of_a_station(then: Answer, otherwise: Answer) -> Rule:
    """A concern note: its writer for her hours, the chair of the township, the county, the privacy officer."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        chair = who.role == "township_chair" and who.unit.pk == matter.unit.township_id
        county = _of_the_county(who, matter, "county_officer", "county_leader")
        if not (who.username == matter.registrar or chair or county or _privacy(who, matter)):
            return HIDDEN
        return then if not verb or who.reaches(verb, matter) else otherwise

    return rule


def file_of_a_family(then: Answer, otherwise: Answer) -> Rule:
    """A support file that waits: who proposed it, its worker, the county's leader, the privacy officer."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        seen = who.username in matter.cards or _of_the_county(who, matter, "county_leader")
        if not (seen or _privacy(who, matter)):
            return HIDDEN
        return then if not verb or who.reaches(verb, matter) else otherwise

    return rule


def visit_of_a_village(then: Answer, otherwise: Answer) -> Rule:
    """A visit: whoever makes it, and the worker of its file."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if who.username not in matter.cards:
            return HIDDEN
        return then if who.username == matter.owner else otherwise

    return rule


def switch_of_a_county(then: Answer, otherwise: Answer) -> Rule:
    """A proposal: privacy officer and leaders of the county and the city; the leaders decide."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_switches") or who.unit.pk not in line(matter.unit):
            return HIDDEN
        return then if who.reaches("decide_switch", matter) else otherwise

    return rule


def decides_about_a_list(then: Answer, *more: str) -> Rule:
    """A list of the county: its leader, those above her, and whoever else this page is for; to others it does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_retention"):
            return REFUSED
        reaches = any(who.reaches(action, matter) for action in ("appraise_destruction", *more))
        return then if reaches or (more and who.role == "audit_admin") else HIDDEN

    return rule


PAGES: dict[str, Page] = {
    "support": Page(in_support("see_support", OPEN), in_support("see_support", METHOD)),
    "support_note_new": Page(in_support("note_concern", OPEN), in_support("note_concern", TOLD)),
    "support_visit_new": Page(in_support("ask_visit", OPEN), in_support("ask_visit", TOLD)),
    "support_note": Page(note_of_a_station(OPEN, OPEN), in_support("see_support", METHOD)),
    "support_note_verb": Page(note_of_a_station(OPEN, OPEN), note_of_a_station(DONE, TOLD)),
    "support_file": Page(file_of_a_family(OPEN, OPEN), in_support("see_support", METHOD)),
    "support_file_verb": Page(file_of_a_family(OPEN, OPEN), file_of_a_family(DONE, TOLD)),
    "support_visit": Page(visit_of_a_village(OPEN, OPEN), in_support("see_support", METHOD)),
    "support_visit_verb": Page(visit_of_a_village(OPEN, OPEN), visit_of_a_village(DONE, TOLD)),
    "support_switches": Page(may("see_switches"), may("see_switches", TOLD)),
    "support_switch": Page(switch_of_a_county(OPEN, OPEN), switch_of_a_county(DONE, TOLD)),
    "education_new": Page(opened, opened_and("plan_education")),
    "education": Page(opened, NO_SUCH_METHOD),
    "education_verb": Page(opened, step_of_a_demand),
    "retention": Page(may("see_retention"), NO_SUCH_METHOD),
    "destruction": Page(decides_about_a_list(OPEN), NO_SUCH_METHOD),
    "destruction_record": Page(decides_about_a_list(OPEN, "confirm_destruction"), NO_SUCH_METHOD),
    "destruction_verb": Page(decides_about_a_list(OPEN), decides_about_a_list(TOLD)),
    "destruction_keep": Page(decides_about_a_list(OPEN), decides_about_a_list(TOLD)),
    "transfer_new": Page(may("draw_up_transfer"), may("draw_up_transfer", TOLD)),
    "transfer": Page(decides_about_a_list(OPEN), NO_SUCH_METHOD),
    "transfer_print": Page(decides_about_a_list(OPEN), NO_SUCH_METHOD),
    "transfer_verb": Page(decides_about_a_list(OPEN), decides_about_a_list(TOLD)),
    "transfer_matter": Page(decides_about_a_list(OPEN), decides_about_a_list(TOLD)),
    "restriction_lift": Page(NO_SUCH_METHOD, decides_about_a_list(DONE)),
    "case_retention": Page(opened, NO_SUCH_METHOD),
    "case_retention_verb": Page(opened, opened_and("place_hold")),
    "hold_release": Page(opened, opened_and("release_hold")),
    "break_glass_month": Page(may("see_glass_report"), NO_SUCH_METHOD),
    "reading_samples": Page(may("judge_reading"), NO_SUCH_METHOD),
    "reading_sample": Page(may("judge_reading"), may("judge_reading", DONE)),
    "readings_month": Page(may("see_readings"), NO_SUCH_METHOD),
    "data_request_new": Page(opened, opened_and("register_request")),
    "data_request": Page(opened, NO_SUCH_METHOD),
    "data_request_verb": Page(opened, step_of_a_demand),
    "break_glass": Page(may("break_glass"), may("break_glass", TOLD)),
    "case_break_glass": Page(card, card_and(lambda who, matter: False, DONE, TOLD)),
    "case_break_glass_end": Page(NO_SUCH_METHOD, card_and(lambda who, matter: False, DONE, TOLD)),
    "break_glasses": Page(may("review_break_glass"), NO_SUCH_METHOD),
    "break_glass_review": Page(reviews_a_reading(OPEN), reviews_a_reading(TOLD)),
    "ledger": Page(may("see_ledger"), NO_SUCH_METHOD),
    "ledger_views": Page(NO_SUCH_METHOD, may("see_ledger", DONE)),
    "ledger_view": Page(NO_SUCH_METHOD, hers_alone("see_ledger", DONE)),
    "ledger_assign": Page(NO_SUCH_METHOD, gives_out),
    "follow_ups": Page(may("follow_up"), NO_SUCH_METHOD),
    "case_follow_up": Page(card, run_verb),
    "policy": Page(may("view_policy"), NO_SUCH_METHOD),
    "policy_limit": Page(may("view_policy"), may("propose_policy", TOLD)),
    "policy_rule": Page(may("view_policy"), may("propose_policy", TOLD)),
    "policy_decide": Page(NO_SUCH_METHOD, decides_policy),
    "policy_calendar": Page(may("load_calendar"), may("load_calendar", TOLD)),
    "leaves": Page(may("read_inbox"), may("read_inbox", TOLD)),
    "leave_verb": Page(NO_SUCH_METHOD, leave_of_a_chair),
    "password_resets": Page(may("see_resets"), NO_SUCH_METHOD),
    "password_reset_verb": Page(NO_SUCH_METHOD, refuses_a_new_password),
    "enrolment": Page(may("enrol_staff"), may("prepare_staff", TOLD)),
    "staff_sheet": Page(may("enrol_staff"), NO_SUCH_METHOD),
    "staff_sheet_verb": Page(NO_SUCH_METHOD, may("enrol_staff", TOLD)),
    "staff_slip": Page(NO_SUCH_METHOD, may("enrol_staff", TOLD)),
    "help": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "help_units": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "help_unit": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "help_write": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "leave": Page(always(DONE), NO_SUCH_METHOD, stranger=(DONE, METHOD)),
    "progress": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "progress_add": Page(NO_SUCH_METHOD, always(TOLD), stranger=(METHOD, TOLD)),
    "progress_rate": Page(NO_SUCH_METHOD, always(TOLD), stranger=(METHOD, TOLD)),
    "case_code": Page(card_and(opens, OPEN, HIDDEN), gives_a_code),
    "window": Page(may("keep_window"), may("keep_window", TOLD)),
    "agencies": Page(may("view_agencies"), NO_SUCH_METHOD),
    "new_agency": Page(may("keep_agencies"), may("keep_agencies", DONE)),
    "agency": Page(body_of_the_county(OPEN, OPEN), body_of_the_county(DONE, TOLD)),
    "investigation": Page(opened, NO_SUCH_METHOD),
    "investigation_verb": Page(opened, step_of_a_demand),
    "meeting_new": Page(opened, opened_and("call_meeting")),
    "meeting": Page(opened, opened_and("call_meeting")),
    "meeting_print": Page(opened, NO_SUCH_METHOD),
    "co_handlers": Page(opened, opened_and("invite_co_handler")),
    "co_handler_end": Page(NO_SUCH_METHOD, opened_and("end_co_handling")),
    "case_note": Page(NO_SUCH_METHOD, opened_and("")),
    "competence": Page(opened, opened_and("dispute_competence")),
    "disputes": Page(always(OPEN), NO_SUCH_METHOD),
    "dispute": Page(dispute_at_the_city, settles_it),
    "case_merge": Page(looks_for_twins, finds_a_twin),
    "case_beside": Page(sees_both, merges),
    "categories": Page(may("keep_categories"), may("keep_categories")),
    "entrusted": Page(may("read_accusation"), NO_SUCH_METHOD),
    "entrusted_readers": Page(may("keep_readers"), may("keep_readers")),
    "entrusted_seat": Page(may("read_accusation", DONE), NO_SUCH_METHOD),
    "entrusted_matter": Page(entrusted(OPEN), NO_SUCH_METHOD),
    "entrusted_file": Page(entrusted(OPEN), NO_SUCH_METHOD),
    "entrusted_verb": Page(entrusted(OPEN), entrusted(DONE)),
    "orders": Page(always(OPEN), NO_SUCH_METHOD),
    "order": Page(order_of_the_city, signs_for_it),
    "case_supervise": Page(asks_for_an_order, issues_an_order),
    "order_paper": Page(NO_SUCH_METHOD, order_on_paper),
    "paper_draw": Page(draws(OPEN), draws(TOLD)),
    "paper": Page(paper(OPEN), NO_SUCH_METHOD),
    "paper_print": Page(NO_SUCH_METHOD, paper(OPEN)),
    "paper_verb": Page(paper(OPEN), paper_step),
    "verify": Page(always(OPEN), always(OPEN), stranger=(OPEN, OPEN)),
    "verify_code": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "rules": Page(always(OPEN), keeps_rules),
    "rule": Page(always(OPEN), NO_SUCH_METHOD),
    "rule_file": Page(always(OPEN), NO_SUCH_METHOD),
    "proposals": Page(may("read_proposals"), may("read_proposals", TOLD)),
    "proposal": Page(proposal_of_the_county(OPEN), sends_the_proposal),
    "proposal_print": Page(NO_SUCH_METHOD, proposal_of_the_county(TOLD)),
    "desk": Page(home, NO_SUCH_METHOD),
    "mine": Page(always(OPEN), NO_SUCH_METHOD),
    "late": Page(may("see_late"), NO_SUCH_METHOD),
    "cockpit": Page(may("see_cockpit"), NO_SUCH_METHOD),
    "inbox": Page(always(OPEN), NO_SUCH_METHOD),
    "inbox_read_all": Page(NO_SUCH_METHOD, always(DONE)),
    "inbox_read": Page(NO_SUCH_METHOD, addressee),
    "cover": Page(always(OPEN), always(DONE)),
    "kept": Page(always(OPEN), NO_SUCH_METHOD),
    "kept_drop": Page(NO_SUCH_METHOD, always(DONE)),
    "search": Page(always(OPEN), always(OPEN)),
    "shortcuts": Page(always(OPEN), always(DONE)),
    "text_size": Page(NO_SUCH_METHOD, always(DONE), stranger=(METHOD, DONE)),
    "phone_home": Page(always(OPEN), NO_SUCH_METHOD),
    "phone_mine": Page(always(OPEN), NO_SUCH_METHOD),
    "phone_tasks": Page(always(OPEN), NO_SUCH_METHOD),
    "phone_call": Page(always(OPEN), NO_SUCH_METHOD),
    "phone_shell": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "phone_shell_page": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "phone_worker": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "manifest": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "phone_matter": Page(past_receipt(card), NO_SUCH_METHOD),
    "phone_verb": Page(NO_SUCH_METHOD, past_receipt(run_verb)),
    "sign_in": Page(always(DONE), always(DONE), stranger=(OPEN, TOLD)),
    "sign_out": Page(always(DONE), always(DOOR), stranger=(DONE, DOOR)),
    "password_change": Page(always(OPEN), always(TOLD)),
    "set_language": Page(always(DONE), always(DONE), stranger=(DONE, DONE)),
    "healthz": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "units": Page(may("view_tree"), NO_SUCH_METHOD),
    "unit": Page(in_tree, NO_SUCH_METHOD),
    "staff": Page(may("hand_over"), NO_SUCH_METHOD),
    "person": Page(looks_after("hand_over", OPEN), NO_SUCH_METHOD),
    "reset_password": Page(looks_after("reset_password", REFUSED), looks_after("reset_password", REFUSED)),
    "hand_over": Page(looks_after("hand_over"), looks_after("hand_over")),
    "message_settings": Page(may("read_inbox"), may("read_inbox", DONE)),
    "audit": Page(may("read_audit"), NO_SUCH_METHOD),
    "audit_period": Page(may("see_audit_period"), may("propose_audit_cut", TOLD)),
    "register": Page(may("register"), may("register", DONE)),
    "phone_report": Page(may("register"), may("register")),
    "case": Page(card, NO_SUCH_METHOD),
    "case_open": Page(NO_SUCH_METHOD, past_receipt(opens_with_reason)),
    "case_decide": Page(NO_SUCH_METHOD, decides),
    "case_names": Page(NO_SUCH_METHOD, past_receipt(card_and(names, OPEN, TOLD))),
    "case_attach": Page(NO_SUCH_METHOD, past_receipt(card_and(keeps_files, DONE, TOLD))),
    "case_attachment": Page(past_receipt(card_and(reads, OPEN, HIDDEN)), NO_SUCH_METHOD),
    "case_verb": Page(past_receipt(card), past_receipt(run_verb)),
    "referrals": Page(may("see_referrals"), NO_SUCH_METHOD),
    "services": Page(may("keep_services"), may("keep_services", TOLD)),
    "referral_new": Page(opened, opened_and("open_referral")),
    "referral": Page(opened, NO_SUCH_METHOD),
    "referral_verb": Page(opened, step_of_a_demand),
    "slip_code": Page(opened, gives_a_slip_code),
    "letter_stub": Page(NO_SUCH_METHOD, prints_the_stub),
    "slip": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "slip_of": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "slip_answer": Page(NO_SUCH_METHOD, always(TOLD), stranger=(METHOD, TOLD)),
    "imports": Page(may("import_ledger"), may("import_ledger", TOLD)),
    "import": Page(hers_alone("import_ledger", OPEN), NO_SUCH_METHOD),
    "import_verb": Page(NO_SUCH_METHOD, hers_alone("import_ledger", DONE)),
    "exports": Page(may("export_ledger"), may("export_ledger", TOLD)),
    "export": Page(second_person(OPEN, OPEN), NO_SUCH_METHOD),
    "export_decide": Page(NO_SUCH_METHOD, second_person(TOLD, DONE)),
    "export_file": Page(second_person(TOLD, TOLD), NO_SUCH_METHOD),
    "mediations": Page(may("see_mediations"), NO_SUCH_METHOD),
    "mediation_new": Page(opened, opened_and("request_mediation")),
    "mediation": Page(opened, NO_SUCH_METHOD),
    "mediation_verb": Page(opened, step_of_a_demand),
    "minors": Page(opened, NO_SUCH_METHOD),
    "minor_verb": Page(opened, opened_and("ask_minor_access")),
    "minor_row_verb": Page(opened, opened_and("name_guardian")),
    "minor_requests": Page(may("see_minor_requests"), NO_SUCH_METHOD),
    "minor_request": Page(decides_reading(OPEN), decides_reading(DONE)),
    "circles": Page(may("see_circles"), NO_SUCH_METHOD),
    "circle": Page(opened, NO_SUCH_METHOD),
    "circle_verb": Page(opened, step_of_a_demand),
    "circle_sheet": Page(opened, NO_SUCH_METHOD),
    "circle_row_verb": Page(opened, step_of_a_demand),
    "assistances": Page(may("see_assistance"), NO_SUCH_METHOD),
    "assistance_new": Page(opened, opened_and("ask_assistance")),
    "assistance": Page(opened, NO_SUCH_METHOD),
    "assistance_verb": Page(opened, step_of_a_demand),
    "protection": Page(opened, NO_SUCH_METHOD),
    "protection_extract": Page(opened, NO_SUCH_METHOD),
    "protection_place": Page(NO_SUCH_METHOD, opened),
    "protection_verb": Page(opened, step_of_a_demand),
    "protection_row_verb": Page(opened, step_of_a_demand),
}


def _below_her(who: Who, matter: Matter) -> bool:
    """Leaders and officers of the unit and above know its reception days."""
    seated = ROLES[who.role].seat is not Seat.OTHER and who.unit.level in AREA_LEVELS
    return seated and who.unit.pk in line(matter.unit)


def reception(action: str, yes: Answer, no: Answer) -> Rule:
    """A reception day: hidden outside the area; of those who know it, whoever's reach covers it does more."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not _below_her(who, matter):
            return HIDDEN
        return yes if who.reaches(action, matter) else no

    return rule


def visitor(then: Answer) -> Rule:
    """A visitor: leaders and officers of exactly the unit, but not whoever must not receive her."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        near = _below_her(who, matter) and who.unit.pk == matter.unit.pk
        return then if near and who.username not in matter.recused else HIDDEN

    return rule


def promise(promised: Answer, reads_it: Answer) -> Rule:
    """A leader's promise: she herself, and whoever opens the matter."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if matter is None or not (who.username == verb or opens(who, matter)):
            return HIDDEN
        return promised if who.username == verb else reads_it

    return rule


PAGES |= {
    "roster": Page(may("see_roster"), NO_SUCH_METHOD),
    "reception_propose": Page(may("propose_reception"), may("propose_reception", TOLD)),
    "reception_revise": Page(*(reception("propose_reception", answer, REFUSED) for answer in (OPEN, TOLD))),
    "reception_step": Page(NO_SUCH_METHOD, reception("approve_reception", DONE, TOLD)),
    "reception_day": Page(reception("see_roster", OPEN, REFUSED), NO_SUCH_METHOD),
    "reception_register": Page(*(reception("receive_visitors", answer, REFUSED) for answer in (OPEN, DONE))),
    "reception_cancel": Page(*(reception("cancel_reception", answer, REFUSED) for answer in (OPEN, TOLD))),
    "reception_close": Page(NO_SUCH_METHOD, reception("hold_reception", DONE, TOLD)),
    "reception_door": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "reception_minutes": Page(reception("receive_visitors", OPEN, REFUSED), NO_SUCH_METHOD),
    "reception_ledger": Page(reception("receive_visitors", OPEN, REFUSED), NO_SUCH_METHOD),
    "visits": Page(may("receive_visitors"), may("receive_visitors", DONE)),
    "visit": Page(visitor(OPEN), visitor(DONE)),
    "commitments": Page(may("take_on"), NO_SUCH_METHOD),
    "commitment": Page(promise(OPEN, OPEN), NO_SUCH_METHOD),
    "end_commitment": Page(NO_SUCH_METHOD, promise(DONE, TOLD)),
}


def _near(who: Who, matter: Matter) -> bool:
    """A rota: the line of its unit up and down, its own experts, its own desk of duty officers."""
    seated = ROLES[who.role].seat is not Seat.OTHER and who.unit.level in AREA_LEVELS
    along = who.unit.pk in line(matter.unit) or matter.unit.pk in line(who.unit)
    desk = who.role == "duty_officer" and who.unit.pk == matter.unit.pk
    return (seated and along) or desk or who.username in matter.cards


def shift(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A shift of the rota."""
    return OPEN if matter and _near(who, matter) else HIDDEN


def confirms(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Its expert confirms; the others who see it are told that it is not theirs."""
    if matter is None or not _near(who, matter):
        return HIDDEN
    return DONE if who.username == matter.owner else TOLD


def of_expert(own: Answer, others: Answer) -> Rule:
    """An expert's page: she herself and the desk of her unit do more than the others who see the rota."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if not who.knows("see_rota"):
            return REFUSED
        if matter is None or not _near(who, matter):
            return HIDDEN
        return own if who.username == matter.owner or who.reaches("keep_rota", matter) else others

    return rule


def session(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever opens the matter, and the expert to whom a live grant opens this session."""
    return OPEN if matter and (opens(who, matter) or who.username in matter.cards) else HIDDEN


def step_of_a_session(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A step that the owner of the matter takes; expert and leader are told that it is not theirs."""
    if session(who, matter, verb) is HIDDEN or matter is None:
        return HIDDEN
    return DONE if who.reaches(verb, matter) else TOLD


def answers_crisis(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever was called answers; the others who know of it are told that they were not."""
    if session(who, matter, verb) is HIDDEN:
        return HIDDEN
    return DONE if who.username == verb else TOLD


PAGES |= {
    "rota": Page(may("see_rota"), NO_SUCH_METHOD),
    "rota_plan": Page(may("keep_rota"), may("keep_rota", TOLD)),
    "rota_queue": Page(may("keep_queue"), may("keep_queue", DONE)),
    "experts": Page(may("see_rota"), may("keep_rota", TOLD)),
    "expert": Page(of_expert(OPEN, OPEN), of_expert(DONE, TOLD)),
    "shift": Page(shift, confirms),
    "consultation_new": Page(opened, opened_and("book_consultation")),
    "consultations": Page(may("hold_session"), NO_SUCH_METHOD),
    "consultation": Page(session, NO_SUCH_METHOD),
    "sheet_texts": Page(always(OPEN), may("draft_sheet", TOLD)),
    "sheet_text": Page(always(OPEN), NO_SUCH_METHOD),
    "consultation_sheet": Page(session, NO_SUCH_METHOD),
    "consultation_verb": Page(session, step_of_a_session),
    "crisis": Page(session, answers_crisis),
}


def at_a_station(sees: str, then: Rule, other: Answer = REFUSED) -> Rule:
    """Whatever stands at a station: seen along its line by posts that see stations, and then by its own rule."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(sees):
            return other
        return then(who, matter, verb) if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def if_reached(action: str, yes: Answer, no: Answer) -> Rule:
    """Whoever's post carries the action as far as the village of the station."""
    return lambda who, matter, verb: yes if matter and who.reaches(action, matter) else no


PAGES |= {
    "coverage": Page(may("see_sites"), NO_SUCH_METHOD),
    "sites": Page(may("see_sites"), NO_SUCH_METHOD),
    "new_site": Page(may("keep_site"), may("keep_site", TOLD)),
    "site": Page(at_a_station("see_sites", always(OPEN)), at_a_station("see_sites", always(TOLD))),
    "inspect_site": Page(
        at_a_station("inspect_site", always(OPEN)), at_a_station("inspect_site", always(TOLD))
    ),
    "inspections": Page(may("see_sites"), NO_SUCH_METHOD),
    "inspection": Page(
        at_a_station("see_sites", always(OPEN)),
        at_a_station("see_sites", if_reached("mend_finding", DONE, TOLD)),
    ),
    "selections": Page(may("see_selections"), NO_SUCH_METHOD),
    "new_selection": Page(may("announce_selection", HIDDEN), may("announce_selection", HIDDEN)),
    "selection": Page(at_a_station("see_selections", always(OPEN)), NO_SUCH_METHOD),
    "selection_verb": Page(
        at_a_station("see_selections", if_reached("call_off_selection", OPEN, REFUSED)),
        at_a_station("see_selections", if_reached("call_off_selection", DONE, REFUSED)),
    ),
    "station_head": Page(at_a_station("see_sites", always(OPEN)), NO_SUCH_METHOD),
    "succession": Page(
        at_a_station("succeed_head", always(OPEN)), at_a_station("succeed_head", always(TOLD))
    ),
    "succession_list": Page(at_a_station("see_selections", always(OPEN)), NO_SUCH_METHOD),
    "head_notice": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
}


def of_an_office(then: Rule) -> Rule:
    """A bulletin at its office: posts that write bulletins, of exactly its unit."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("draft_bulletin"):
            return REFUSED
        return then(who, matter, verb) if who.unit.pk == matter.unit.pk else HIDDEN

    return rule


def spoken_to(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A bulletin for heads and chairs of the county: they find it, nobody else."""
    assert matter is not None
    is_reader = who.role in ("station_head", "village_chair") and matter.unit.pk in line(who.unit)
    return OPEN if is_reader else HIDDEN


def on_a_round(then: Rule) -> Rule:
    """A round is seen by whoever makes it and along its line."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_rounds"):
            return REFUSED
        seen = who.username == matter.owner or who.unit.pk in line(matter.unit)
        return then(who, matter, verb) if seen else HIDDEN

    return rule


def at_her_hamlet(answer: Answer) -> Rule:
    """A sheet of needs: the hamlet's own head, and the chair of its village."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("fill_needs"):
            return REFUSED
        return answer if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


PAGES |= {
    "notices": Page(may("read_inbox"), NO_SUCH_METHOD),
    "notice_read": Page(spoken_to, NO_SUCH_METHOD),
    "bulletins": Page(may("draft_bulletin"), NO_SUCH_METHOD),
    "new_bulletin": Page(may("draft_bulletin"), may("draft_bulletin", TOLD)),
    "bulletin": Page(of_an_office(always(OPEN)), NO_SUCH_METHOD),
    "revise_bulletin": Page(of_an_office(always(OPEN)), of_an_office(always(TOLD))),
    "bulletin_verb": Page(of_an_office(may("publish_bulletin")), of_an_office(may("publish_bulletin", DONE))),
    "rounds": Page(may("see_rounds"), NO_SUCH_METHOD),
    "set_out": Page(may("set_out"), may("set_out", TOLD)),
    "round": Page(on_a_round(always(OPEN)), NO_SUCH_METHOD),
    "round_verb": Page(
        on_a_round(may("begin_round")),
        on_a_round(
            lambda who, matter, verb: (
                if_reached("begin_round", DONE, TOLD)(who, matter, verb)
                if who.knows("begin_round")
                else REFUSED
            )
        ),
    ),
    "round_figures": Page(may("see_round_figures"), NO_SUCH_METHOD),
    "plan_round": Page(may("plan_round"), may("plan_round", TOLD)),
    "needs_sheets": Page(may("fill_needs"), NO_SUCH_METHOD),
    "needs_sheet": Page(at_her_hamlet(OPEN), at_her_hamlet(TOLD)),
    "needs": Page(may("see_needs"), NO_SUCH_METHOD),
}


def on_its_line(then: Rule) -> Rule:
    """A campaign or activity is seen above its organiser, at it, and below."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_activities"):
            return REFUSED
        seen = who.unit.pk in line(matter.unit) or matter.unit.pk in line(who.unit)
        return then(who, matter, verb) if seen else HIDDEN

    return rule


def at_its_office(then: Rule, action: str = "see_activities") -> Rule:
    """A draft, a photograph: at the organiser and above it alone."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(action):
            return REFUSED
        return then(who, matter, verb) if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def its_keeper(action: str, yes: Answer, no: Answer = TOLD) -> Rule:
    """Whoever holds it, and posts of exactly its unit; 403 for a post without the action."""
    return lambda who, matter, verb: (
        REFUSED if not who.knows(action) else if_reached(action, yes, no)(who, matter, verb)
    )


def of_a_story(then: Rule) -> Rule:
    """A draft: its author, offices that write at its unit and above, and whoever signs."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("read_stories"):
            return REFUSED
        near_it = who.unit.pk in line(matter.unit) and (who.knows("write_story") or who.knows("sign_story"))
        return then(who, matter, verb) if near_it or who.username == matter.owner else HIDDEN

    return rule


def with_its_list(then: Rule) -> Rule:
    """An agreement stands with the list of bodies of its division: its line, and below a city or county."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("view_agencies"):
            return REFUSED
        seen = (
            who.unit.pk in line(matter.unit)
            or matter.unit.pk in line(who.unit)
            or who.knows("manage_accounts")
        )
        return then(who, matter, verb) if seen else HIDDEN

    return rule


PAGES |= {
    "agreements": Page(may("view_agencies"), NO_SUCH_METHOD),
    "new_agreement": Page(may("keep_agreements"), may("keep_agreements", TOLD)),
    "agreement": Page(with_its_list(always(OPEN)), with_its_list(may("keep_agreements", TOLD))),
    "activities": Page(may("see_activities"), NO_SUCH_METHOD),
    "new_campaign": Page(may("draft_campaign"), may("draft_campaign", TOLD)),
    "campaign": Page(on_its_line(always(OPEN)), NO_SUCH_METHOD),
    "campaign_verb": Page(
        at_its_office(may("submit_campaign")), at_its_office(its_keeper("submit_campaign", DONE))
    ),
    "new_activity": Page(may("plan_activity"), may("plan_activity", TOLD)),
    "activity": Page(on_its_line(always(OPEN)), NO_SUCH_METHOD),
    "activity_verb": Page(
        on_its_line(may("cancel_activity")), on_its_line(its_keeper("cancel_activity", DONE))
    ),
    "strike_speaker": Page(NO_SUCH_METHOD, on_its_line(if_reached("name_speaker", DONE, TOLD))),
    "activity_photo": Page(on_its_line(at_its_office(always(OPEN))), NO_SUCH_METHOD),
    "withdraw_photo": Page(NO_SUCH_METHOD, on_its_line(if_reached("upload_evidence", DONE, TOLD))),
    "activity_figures": Page(may("see_activity_figures"), NO_SUCH_METHOD),
    "village_coverage": Page(may("see_activity_figures"), NO_SUCH_METHOD),
    "publicity": Page(may("enter_publicity"), may("enter_publicity", TOLD)),
    "teaching_cases": Page(may("read_stories"), NO_SUCH_METHOD),
    "new_teaching_case": Page(may("write_story"), may("write_story", TOLD)),
    "teaching_case": Page(of_a_story(always(OPEN)), NO_SUCH_METHOD),
    "teaching_case_verb": Page(of_a_story(may("send_story")), of_a_story(its_keeper("send_story", DONE))),
    "events": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "event": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "event_survey": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
}


def along(action: str, then: Rule) -> Rule:
    """Seen along its line by whoever's post knows the action; elsewhere it does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(action):
            return REFUSED
        return then(who, matter, verb) if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def kept_there(action: str, then: Rule) -> Rule:
    """The unit's own leader alone; to everybody else whose post knows the action it does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(action):
            return REFUSED
        return then(who, matter, verb) if who.unit.pk == matter.unit.pk else HIDDEN

    return rule


def stepping(action: str) -> Rule:
    """Known by her post or refused; done where it reaches, told elsewhere."""
    return lambda who, matter, verb: (
        if_reached(action, DONE, TOLD)(who, matter, verb) if who.knows(action) else REFUSED
    )


def prints_list(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The village's own chair."""
    assert matter is not None
    return OPEN if who.reaches("print_screening", matter) else REFUSED


PAGES |= {
    "reliefs": Page(may("see_relief"), NO_SUCH_METHOD),
    "nominate_relief": Page(may("nominate_relief"), may("nominate_relief", TOLD)),
    "relief_window": Page(may("open_window"), may("open_window", TOLD)),
    "relief_before": Page(may("enter_grants"), may("enter_grants", TOLD)),
    "repeats": Page(may("see_repeats"), NO_SUCH_METHOD),
    "relief": Page(along("see_relief", always(OPEN)), NO_SUCH_METHOD),
    "relief_papers": Page(
        along("see_relief", always(OPEN)),
        along("see_relief", if_reached("check_village", OPEN, TOLD)),
    ),
    "relief_verb": Page(
        along("see_relief", may("check_village")), along("see_relief", stepping("check_village"))
    ),
    "screenings": Page(may("see_screening"), NO_SUCH_METHOD),
    "plan_screening": Page(may("plan_screening"), may("plan_screening", TOLD)),
    "screening": Page(along("see_screening", always(OPEN)), NO_SUCH_METHOD),
    "screening_day": Page(along("see_screening", prints_list), along("see_screening", prints_list)),
    "screening_verb": Page(
        along("see_screening", may("invite_screening")), along("see_screening", stepping("invite_screening"))
    ),
    "health_figures": Page(may("see_health_figures"), NO_SUCH_METHOD),
    "insurance": Page(may("see_plans"), NO_SUCH_METHOD),
    "insurance_plan": Page(may("set_plan"), may("set_plan", TOLD)),
    "enrol_insurance": Page(may("enrol_insurance"), may("enrol_insurance", TOLD)),
    "insurance_names": Page(may("enrol_insurance"), may("enrol_insurance")),
    "leave_insurance": Page(
        kept_there("leave_insurance", always(OPEN)), kept_there("leave_insurance", always(DONE))
    ),
    "open_claim": Page(kept_there("open_claim", always(OPEN)), kept_there("open_claim", always(DONE))),
    "claim": Page(kept_there("see_plans", always(OPEN)), NO_SUCH_METHOD),
    "claim_verb": Page(kept_there("see_plans", always(OPEN)), kept_there("see_plans", always(DONE))),
    "treatments": Page(may("see_treatment"), NO_SUCH_METHOD),
    "begin_treatment": Page(may("begin_treatment"), may("begin_treatment", TOLD)),
    "treatment": Page(kept_there("see_treatment", always(OPEN)), kept_there("see_treatment", always(OPEN))),
    "treatment_verb": Page(
        kept_there("see_treatment", always(OPEN)), kept_there("see_treatment", always(DONE))
    ),
}


def near(who: Who, matter: Matter | None) -> bool:
    """Who looks at what came from a phone about an ordinary matter: its owner, and posts that see its card."""
    if matter is None or who.username in matter.recused or who.username == matter.registrar:
        return False
    seated = ROLES[who.role].seat is not Seat.OTHER and who.unit.level in AREA_LEVELS
    return opens(who, matter) or (seated and who.unit.pk in line(matter.unit))


def checks_one(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The decision about it: by the owner, the township and above."""
    if matter is None or not near(who, matter):
        return HIDDEN
    return DONE if who.reaches("decide_check", matter) else TOLD


def looks_after_phone(then: Answer) -> Rule:
    """Its person, and whoever leads her; to everybody else the phone does not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        leads_her = who.knows("see_devices") and who.unit.pk in line(matter.unit)
        return then if leads_her or who.username == matter.owner else HIDDEN

    return rule


def checks_list(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever decides such entries, and those who may read accusations."""
    return OPEN if who.knows("decide_check") or who.knows("read_accusation") else REFUSED


PAGES |= {
    "phone_ping": Page(always(OPEN), NO_SUCH_METHOD, stranger=(DOOR, DOOR)),
    "phone_outbox": Page(NO_SUCH_METHOD, always(TOLD)),
    "phone_outbox_item": Page(
        lambda who, matter, verb: OPEN if matter and who.username == matter.owner else HIDDEN, NO_SUCH_METHOD
    ),
    "phone_outbox_file": Page(NO_SUCH_METHOD, always(TOLD)),
    "phone_checks": Page(checks_list, NO_SUCH_METHOD),
    "phone_check": Page(lambda who, matter, verb: OPEN if near(who, matter) else HIDDEN, checks_one),
    "tell_here": Page(NO_SUCH_METHOD, always(DONE)),
    "devices": Page(always(OPEN), NO_SUCH_METHOD),
    "device": Page(looks_after_phone(OPEN), looks_after_phone(DONE)),
}


def serves(yes: Answer, otherwise: Answer | None = None, *, walks: bool = True) -> Rule:
    """What volunteers do: seen along the line by posts that see them, and by whoever serves there herself.

    `otherwise`: of a step, for those who see it and whose reach does not cover it. Without a post for it, 403.
    """

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        serving = who.knows("see_service") and who.username == matter.owner
        sees = (who.knows("see_volunteers") and who.unit.pk in line(matter.unit)) or (serving and walks)
        if not (who.knows("see_volunteers") or who.knows("see_service")):
            return REFUSED
        if not sees:
            return HIDDEN
        if not verb or otherwise is None:
            return yes
        if not who.knows(verb):
            return REFUSED
        return yes if who.reaches(verb, matter) else otherwise

    return rule


def plans(then: Answer) -> Rule:
    """A patrol is planned by whoever keeps the team; others with such a post do not find it."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("plan_patrol"):
            return REFUSED
        return then if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def settles(who: Who, matter: Matter | None, verb: str) -> Answer:
    """The township settles what was found; others who see it are told that they do not."""
    seen = serves(OPEN)(who, matter, verb)
    if seen is not OPEN or matter is None:
        return seen
    return DONE if who.reaches("settle_place", matter) else TOLD


PAGES |= {
    "volunteers": Page(may("see_volunteers"), NO_SUCH_METHOD),
    "new_volunteer": Page(may("keep_volunteer"), may("keep_volunteer", TOLD)),
    "volunteer_export": Page(may("export_hours"), may("export_hours", TOLD)),
    "volunteer": Page(serves(OPEN), NO_SUCH_METHOD),
    "volunteer_verb": Page(serves(OPEN, OPEN), serves(DONE, TOLD)),
    "teams": Page(may("see_volunteers"), NO_SUCH_METHOD),
    "new_team": Page(may("keep_team"), may("keep_team", TOLD)),
    "team": Page(serves(OPEN), NO_SUCH_METHOD),
    "team_verb": Page(serves(OPEN, OPEN), serves(DONE, TOLD)),
    "new_patrol": Page(plans(OPEN), plans(TOLD)),
    "patrols": Page(may("see_volunteers"), NO_SUCH_METHOD),
    "patrol": Page(serves(OPEN), NO_SUCH_METHOD),
    "patrol_verb": Page(serves(OPEN, OPEN), serves(DONE, TOLD)),
    "found_place": Page(serves(OPEN), settles),
    "my_service": Page(may("see_service"), NO_SUCH_METHOD),
}


def helped(sees: str, then: Answer, *, reaching: bool = False) -> Rule:
    """Helping hands: posts that see them, along the line. `reaching`: a step, for those whose reach covers it."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(sees):
            return REFUSED
        if who.unit.pk not in line(matter.unit):
            return HIDDEN
        known = who.reaches(verb, matter) if reaching else not verb or who.knows(verb)
        return then if known else REFUSED

    return rule


def steps_of_help(then: Answer) -> Rule:
    """A page whose gate is asked before the row is looked for."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows(verb):
            return REFUSED
        return then if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def reverses(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever entered a line does not reverse it."""
    found = helped("see_donations", DONE, reaching=True)(who, matter, verb)
    assert matter is not None
    return TOLD if found is DONE and who.username == matter.registrar else found


def accompanies(then: Answer) -> Rule:
    """The pages of a supporter, for herself alone."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_my_pairings"):
            return REFUSED
        return then if who.username == matter.owner else HIDDEN

    return rule


def pairing_of(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Whoever supports is led to her own page."""
    assert matter is not None
    return DONE if who.username == matter.owner else helped("see_pairings", OPEN)(who, matter, verb)


PAGES |= {
    "supporters": Page(may("see_supporters"), NO_SUCH_METHOD),
    "new_supporter": Page(may("keep_supporter"), may("keep_supporter", TOLD)),
    "supporter": Page(helped("see_supporters", OPEN), NO_SUCH_METHOD),
    "supporter_verb": Page(
        helped("see_supporters", OPEN, reaching=True), helped("see_supporters", TOLD, reaching=True)
    ),
    "beneficiaries": Page(may("see_beneficiaries"), NO_SUCH_METHOD),
    "new_beneficiary": Page(may("propose_beneficiary"), may("propose_beneficiary", TOLD)),
    "beneficiary": Page(helped("see_beneficiaries", OPEN), NO_SUCH_METHOD),
    "beneficiary_verb": Page(helped("see_beneficiaries", OPEN), helped("see_beneficiaries", TOLD)),
    "donations": Page(may("see_donations"), NO_SUCH_METHOD),
    "receive_gift": Page(may("receive_gift"), may("receive_gift", TOLD)),
    "use_gifts": Page(may("use_gifts"), may("use_gifts", TOLD)),
    "money_route": Page(may("set_money_route"), may("set_money_route", TOLD)),
    "gift": Page(helped("see_donations", OPEN), NO_SUCH_METHOD),
    "thank_donor": Page(
        helped("see_donations", OPEN, reaching=True), helped("see_donations", TOLD, reaching=True)
    ),
    "gift_paper": Page(helped("see_donations", OPEN, reaching=True), NO_SUCH_METHOD),
    "reverse_entry": Page(helped("see_donations", OPEN, reaching=True), reverses),
    "pairings": Page(may("see_pairings"), NO_SUCH_METHOD),
    "new_pairing": Page(steps_of_help(OPEN), steps_of_help(TOLD)),
    "pairing": Page(pairing_of, NO_SUCH_METHOD),
    "pairing_paper": Page(helped("see_pairings", OPEN), NO_SUCH_METHOD),
    "pairing_verb": Page(
        helped("see_pairings", OPEN, reaching=True), helped("see_pairings", TOLD, reaching=True)
    ),
    "care_concern": Page(helped("see_concerns", OPEN), NO_SUCH_METHOD),
    "settle_concern": Page(
        helped("see_concerns", OPEN, reaching=True), helped("see_concerns", TOLD, reaching=True)
    ),
    "help_figures": Page(may("see_help_figures"), NO_SUCH_METHOD),
    "my_pairings": Page(may("see_my_pairings"), NO_SUCH_METHOD),
    "my_pairing": Page(accompanies(OPEN), NO_SUCH_METHOD),
    "my_pairing_verb": Page(accompanies(OPEN), accompanies(TOLD)),
}


def of_a_round(then: Rule) -> Rule:
    """An award round: whoever sees families, at, above or below the unit that opened it."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_families"):
            return REFUSED
        seen = who.unit.pk in line(matter.unit) or matter.unit.pk in line(who.unit)
        return then(who, matter, verb) if seen else HIDDEN

    return rule


def of_a_family(then: Rule) -> Rule:
    """A family of a village: along its line."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("see_families"):
            return REFUSED
        return then(who, matter, verb) if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def of_its_chairs(answer: Answer) -> Rule:
    """A family that put itself forward: the chair of the place it chose, and of the township above a village."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("nominate_family"):
            return REFUSED
        return answer if who.unit.pk in line(matter.unit) else HIDDEN

    return rule


def of_a_juror(answer: Answer) -> Rule:
    """A story is its juror's alone."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        assert matter is not None
        if not who.knows("judge_family"):
            return REFUSED
        return answer if who.username == matter.owner else HIDDEN

    return rule


PAGES |= {
    "award_rounds": Page(may("see_families"), NO_SUCH_METHOD),
    "open_awards": Page(may("open_awards"), may("open_awards", TOLD)),
    "family_figures": Page(may("see_family_figures"), NO_SUCH_METHOD),
    "award_round": Page(of_a_round(always(OPEN)), NO_SUCH_METHOD),
    "award_verb": Page(of_a_round(may("move_round")), of_a_round(may("move_round", TOLD))),
    "nominate_family": Page(of_a_round(may("nominate_family")), of_a_round(may("nominate_family", TOLD))),
    "family": Page(of_a_family(always(OPEN)), NO_SUCH_METHOD),
    "family_photo": Page(of_a_family(always(OPEN)), NO_SUCH_METHOD),
    "family_verb": Page(of_a_family(may("nominate_family")), of_a_family(may("nominate_family", TOLD))),
    "family_offer": Page(of_its_chairs(OPEN), NO_SUCH_METHOD),
    "offer_verb": Page(of_its_chairs(OPEN), of_its_chairs(DONE)),
    "offer_calls": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "offer_progress": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
    "propose_family": Page(always(OPEN), always(OPEN), stranger=(OPEN, OPEN)),
    "outcomes": Page(may("see_outcomes"), NO_SUCH_METHOD),
    "export_table": Page(may("export_ledger"), may("export_ledger", TOLD)),
    "jury": Page(may("judge_family"), NO_SUCH_METHOD),
    "jury_story": Page(of_a_juror(OPEN), of_a_juror(TOLD)),
    "wall": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "wall_notice": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "wall_family": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "wall_photo": Page(always(OPEN), NO_SUCH_METHOD, stranger=(OPEN, METHOD)),
    "wall_flower": Page(always(OPEN), always(OPEN), stranger=(OPEN, OPEN)),
    "wall_withdraw": Page(always(OPEN), always(TOLD), stranger=(OPEN, TOLD)),
}


PAGES |= {
    "threezero_villages": Page(may("see_threezero"), NO_SUCH_METHOD),
    "enrol_village": Page(may("enrol_village"), may("enrol_village", TOLD)),
    "threezero_sample": Page(may("draw_sample"), may("draw_sample", TOLD)),
    "safe_families": Page(may("keep_safe_families"), may("keep_safe_families", TOLD)),
    "pledges": Page(may("enter_pledge"), may("enter_pledge", TOLD)),
    "threezero_figures": Page(may("see_threezero_figures"), NO_SUCH_METHOD),
    "threezero": Page(at_its_office(always(OPEN), "see_threezero"), NO_SUCH_METHOD),
    "threezero_verb": Page(
        at_its_office(may("self_assess"), "see_threezero"),
        at_its_office(may("self_assess", DONE), "see_threezero"),
    ),
}


def _its_print(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Of a township: at its own office whole, above it once its county has locked, which it has not."""
    assert matter is not None
    if not who.knows("see_statistics"):
        return REFUSED
    return OPEN if who.unit.pk == matter.unit.pk else HIDDEN


def _confirms(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A post of exactly the unit; whoever is above is told that it is in other hands."""
    assert matter is not None
    return DONE if who.reaches("confirm_return", matter) else TOLD


PAGES |= {
    "statistics": Page(may("see_statistics"), NO_SUCH_METHOD),
    "figures": Page(may("see_statistics"), NO_SUCH_METHOD),
    "statistics_table": Page(may("see_statistics"), NO_SUCH_METHOD),
    "statistics_book": Page(may("see_statistics"), NO_SUCH_METHOD),
    "return": Page(at_its_office(always(OPEN), "see_statistics"), NO_SUCH_METHOD),
    "return_print": Page(_its_print, NO_SUCH_METHOD),
    "return_verb": Page(
        at_its_office(may("confirm_return"), "see_statistics"), at_its_office(_confirms, "see_statistics")
    ),
}


def permitted(answer: Answer, *permissions: str) -> Rule:
    """An administrator whose role has one of the permissions; other administrators 403, others never get in."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if who.role not in ADMIN_ROLES:
            return AWAY
        return answer if set(permissions) & set(ADMIN_ROLES[who.role]) else REFUSED

    return rule


def administrators(answer: Answer, others: Answer = AWAY) -> Rule:
    """Any of the three administrators."""
    return lambda who, matter, verb: answer if who.role in ADMIN_ROLES else others


def _model(app: str, model: str) -> dict[str, Page]:
    look, add, change = (f"{app}.{verb}_{model}" for verb in ("view", "add", "change"))
    listed, never = permitted(OPEN, look, change), permitted(OPEN)
    return {
        f"admin:{app}_{model}_changelist": Page(listed, listed),
        f"admin:{app}_{model}_add": Page(permitted(OPEN, add), permitted(TOLD, add)),
        f"admin:{app}_{model}_change": Page(listed, permitted(TOLD, change)),
        f"admin:{app}_{model}_history": Page(listed, listed),
        f"admin:{app}_{model}_delete": Page(never, never),
        f"admin:{app}/{model}/<path:object_id>/": Page(administrators(DONE), administrators(DONE)),
    }


def _module(app: str) -> Rule:
    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        if who.role not in ADMIN_ROLES:
            return AWAY
        return OPEN if any(p.startswith(f"{app}.") for p in ADMIN_ROLES[who.role]) else HIDDEN

    return rule


ADMIN_MODELS = (
    ("network", "agency"),
    ("network", "unit"),
    ("network", "user"),
    ("network", "appointment"),
    ("network", "limit"),
    ("network", "calendaryear"),
    ("network", "calendarday"),
    ("network", "jobrun"),
    ("network", "delivery"),
    ("network", "setting"),
    ("network", "auditevent"),
)
PAGES |= {name: page for app, model in ADMIN_MODELS for name, page in _model(app, model).items()}


def _history(permission: str) -> Rule:
    """Of a row that is hidden from her: back to the front page, as if it did not exist."""

    def rule(who: Who, matter: Matter | None, verb: str) -> Answer:
        seen = permitted(OPEN, permission)(who, matter, verb)
        return DONE if seen is REFUSED else seen

    return rule


_log = permitted(DONE, "network.view_auditevent")
_nobody, _inside = permitted(OPEN), (AWAY, AWAY)
PAGES |= {
    # the log has its own page; a year is loaded by command together with all its days
    "admin:network_auditevent_changelist": Page(_log, _log),
    "admin:network_auditevent_add": Page(_log, _log),
    "admin:network_auditevent_change": Page(_log, _log),
    "admin:network_auditevent_history": Page(*(_history("network.view_auditevent"),) * 2),
    "admin:network_agency_history": Page(*(_history("network.view_agency"),) * 2),
    "admin:network_delivery_history": Page(*(_history("network.view_delivery"),) * 2),
    "admin:network_calendaryear_add": Page(_nobody, _nobody),
    "admin:network_appointment_change": Page(
        permitted(OPEN, "network.view_appointment"), permitted(DONE, "network.change_appointment")
    ),
    "admin:index": Page(administrators(OPEN), administrators(OPEN), _inside),
    "admin:login": Page(always(REFUSED), always(REFUSED)),
    "admin:logout": Page(administrators(DOOR, DONE), administrators(DOOR, DONE), _inside),
    "admin:password_change": Page(administrators(DONE), administrators(DONE), _inside),
    "admin:password_change_done": Page(administrators(OPEN), administrators(METHOD), _inside),
    "admin:autocomplete": Page(administrators(REFUSED), administrators(METHOD), _inside),
    "admin:jsi18n": Page(administrators(OPEN), administrators(METHOD), _inside),
    "admin:view_on_site": Page(administrators(HIDDEN), administrators(HIDDEN), _inside),
    "admin:app_list": Page(_module("network"), _module("network"), _inside),
}


def api_step(who: Who, matter: Matter | None, verb: str) -> Answer:
    """A step by a program: done by whoever opens the matter and whose reach covers it; others with a card are refused."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    return DONE if opens(who, matter) and who.reaches(verb, matter) else REFUSED


def api_course(who: Who, matter: Matter | None, verb: str) -> Answer:
    """What happened in a matter: for whoever reads it; whoever has the card alone is refused."""
    if matter is None or not sees(who, matter):
        return HIDDEN
    return OPEN if reads(who, matter) else REFUSED


def takes_back_token(who: Who, matter: Matter | None, verb: str) -> Answer:
    """Her own, and the administrator of accounts; to everybody else it is not known."""
    hers = matter is not None and who.username == matter.owner
    return DONE if hers or who.knows("manage_accounts") else TOLD


PAGES |= {
    "tokens": Page(always(OPEN), always(TOLD)),
    "token_revoke": Page(NO_SUCH_METHOD, takes_back_token),
    "webhooks": Page(may("keep_webhooks"), may("keep_webhooks", TOLD)),
    "webhook": Page(may("keep_webhooks"), NO_SUCH_METHOD),
    "webhook_verb": Page(NO_SUCH_METHOD, may("keep_webhooks", DONE)),
    "webhook_again": Page(NO_SUCH_METHOD, may("keep_webhooks", TOLD)),
    "api_schema": Page(always(OPEN), always(METHOD)),
    "api_me": Page(always(OPEN), always(METHOD)),
    "api_units": Page(may("view_tree"), may("view_tree", METHOD)),
    "api_cases": Page(always(OPEN), always(METHOD)),
    "api_case": Page(card, always(METHOD)),
    "api_timeline": Page(past_receipt(api_course), always(METHOD)),
    "api_register": Page(may("register", METHOD), may("register", DONE)),
    "api_petition_verb": Page(always(METHOD), past_receipt(api_step)),
    "api_figures": Page(always(TOLD), always(METHOD)),
    "api_work_orders": Page(may("enter_work_order", METHOD), may("enter_work_order", TOLD)),
    "api_activities": Page(may("see_activities"), may("see_activities", METHOD)),
    "api_activity": Page(on_its_line(always(OPEN)), may("see_activities", METHOD)),
}
