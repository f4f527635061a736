"""One wall is taken down at a time, and the other holds: for every table of a case and for the pages.

The tables are found from the models: the case, what points at it, and what points at those.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import models

from cases.casefile.models import Case
from cases.casefile.queries import CaseQuerySet
from cases.ledger import queries
from cases.petitions import hand_over
from network.notifications import delivery
from sisterhood.lib.keyset import Walk
from tests.house import House, acting, person, plain_sql
from tests.walls.asking import address, answer_of, ask, asking, body_of
from tests.walls.pages import Answer, sees
from tests.walls.world import PLANTED, Thing

pytestmark = pytest.mark.usefixtures("house")
STRANGERS = ("feng", "zheng", "qian", "li", "chen", "han", "bai", "tong", "sysadmin", "secadmin")
LISTS = (
    "desk",
    "mine",
    "late",
    "cockpit",
    "inbox",
    "phone_home",
    "phone_tasks",
    "phone_mine",
    "ledger",
    "follow_ups",
    "referrals",
    "assistances",
    "support",
    "phone_checks",
)


NO_CASE = {"network_slotbooking"}  # its subject is the booking's own number, of no case


def tables() -> dict[type[models.Model], str]:
    """Each model with rows of a case → its condition for one case in SQL."""
    found: dict[type[models.Model], str] = {Case: "id = %s"}
    while True:
        before = len(found)
        left = [m for m in apps.get_models() if m not in found and m._meta.db_table not in NO_CASE]
        for model in left:
            columns = model._meta.concrete_fields
            pointing = [c for c in columns if c.is_relation and c.related_model in found]
            if any(c.name == "subject_id" for c in columns):
                found[model] = "subject_id::text = %s::text"
            elif pointing:
                target = pointing[0].related_model
                inner = f"select {target._meta.pk.column} from {target._meta.db_table}"
                found[model] = f"{pointing[0].column} in ({inner} where {found[target]})"
        if len(found) == before:
            return found


TABLES = {model._meta.db_table: condition for model, condition in tables().items()}

_ENTERED, _NOW = "id, case_id, entered_by_id, entered_at", "gen_random_uuid(), id, owner_id, now()"


def _of(table: str, case: str = "cases_case.id") -> str:
    return f"(select x.id from cases_{table} x where x.case_id = {case} limit 1)"


PROTECTION_ROWS = (
    (f"cases_urgentincident ({_ENTERED}, state, noticed_at, ended_why)", f"{_NOW}, 'open', now(), ''"),
    (
        f"cases_incidentstep ({_ENTERED}, incident_id, step, done_at)",
        f"{_NOW}, {_of('urgentincident')}, 'safety', now()",
    ),
    (
        f"cases_mandatoryreport ({_ENTERED}, trigger, noticed_at, agency_kind, channel, reported_at, told_before)",
        f"{_NOW}, 'other', now(), 'police', 'phone', now(), true",
    ),
    (f"cases_firstcontact ({_ENTERED}, told_before)", f"{_NOW}, true"),
    (f"cases_safetyscreen ({_ENTERED}, advised, level)", f"{_NOW}, 'high', 'high'"),
    (f"cases_safetyplan ({_ENTERED})", _NOW),
    (f"cases_evidenceitem ({_ENTERED}, kind, obtained_on)", f"{_NOW}, 'medical', current_date"),
    (
        f"cases_protectionorder ({_ENTERED}, state, applicant, will, is_urgent, measures)",
        f"{_NOW}, 'drafted', 'herself', 'wants', false, '[]'",
    ),
    (
        f"cases_orderservice ({_ENTERED}, order_id, party, served_on)",
        f"{_NOW}, {_of('protectionorder')}, 'police', current_date",
    ),
    (f"cases_warningletter ({_ENTERED}, issued_on, served)", f"{_NOW}, current_date, '[]'"),
    (
        f"cases_protectionvisit ({_ENTERED}, warning_id, due_on)",
        f"{_NOW}, {_of('warningletter')}, current_date",
    ),
    (f"cases_breach ({_ENTERED}, warning_id, happened_at)", f"{_NOW}, {_of('warningletter')}, now()"),
    (
        f"cases_shelterstay ({_ENTERED}, started_on, expected_end, children)",
        f"{_NOW}, current_date, current_date, 0",
    ),
)


RETENTION_ROWS = (
    (
        "cases_destructionlist (id, number, unit_id, state, drawn_up_at, destroyed)",
        "gen_random_uuid(), number, unit_id, 'called_off', now(), 0",
    ),
    (
        """cases_retentionaction (id, destruction_id, case_id, number, kind, counted_from, years, due_on, basis, state)""",
        """gen_random_uuid(), (select l.id from cases_destructionlist l where l.number = cases_case.number), id, number,
           'petition', current_date, 10, current_date, '', 'kept'""",
    ),
    (f"cases_legalhold ({_ENTERED})", _NOW),
    (
        "cases_restriction (id, case_id, number, unit_id, source, placed_by_id, placed_at, lifted_at)",
        "gen_random_uuid(), id, number, unit_id, 'law', owner_id, now(), now()",
    ),
    (
        "cases_archivetransfer (id, number, unit_id, state, archive, drawn_up_by_id, drawn_up_at, wrapped, receipt)",
        "gen_random_uuid(), number, unit_id, 'called_off', '', owner_id, now(), '', ''",
    ),
    (
        "cases_transferredmatter (id, transfer_id, case_id, number, kind, closed_on, due_on, state)",
        """gen_random_uuid(), (select l.id from cases_archivetransfer l where l.number = cases_case.number), id, number,
           'petition', current_date, current_date, 'struck'""",
    ),
)

PHONE_ROWS = (
    (
        """cases_outboxitem (id, user_id, key, digest, form, form_version, key_id, state, subject_kind, subject_id, number,
           received_at)""",
        """id, registered_by_id, id, sha256(number::bytea), 'report', 1, 'k1', 'received', 'case', id, number, now()""",
    ),
    (
        "cases_outboxfile (id, item_id, key, content_type, size, sha256, received, state, changed_at)",
        "id, id, id, 'image/jpeg', 1, sha256(number::bytea), 1, 'waiting', now()",
    ),
    ("cases_outboxpiece (file_id, start, size, body)", "id, 0, 1, ''"),
    (
        """cases_phonecheck (id, unit_id, case_id, file_id, kind, about, task, lacking, author_id, entered_at, state,
           reason, has_words)""",
        "id, unit_id, id, id, 'file', '', '', '[]', registered_by_id, now(), 'waiting', '', true",
    ),
    ("cases_phonecheckwords (check_id, wrapped, note)", "id, '', ''"),
)

_MEDIATION = _of("mediation")
WORK_ORDER_ROWS = (
    (
        "cases_workorder (id, case_id, source, mark, print, entered_by_id, entered_at)",
        "gen_random_uuid(), id, '12338', sha256(number::bytea), sha256(number::bytea), owner_id, now()",
    ),
)
MEDIATION_ROWS = (
    (
        f"cases_mediation ({_ENTERED}, state, kind, flags, ways, court_said)",
        f"{_NOW}, 'requested', 'family', '[]', '[]', ''",
    ),
    (
        f"cases_mediationscreen ({_ENTERED}, mediation_id, side, heard_on, was_alone)",
        f"{_NOW}, {_MEDIATION}, 'hers', current_date, true",
    ),
    (
        f"""cases_mediationexception ({_ENTERED}, mediation_id, is_adult, is_informed, asked_on, subjects, separate_rooms,
           no_bargaining)""",
        f"""{_NOW}, {_MEDIATION}, true, true, current_date, '["visits"]', true, true""",
    ),
    (
        f"""cases_mediationconsent ({_ENTERED}, mediation_id, side, manner, given_on, was_told, accepts_mediator,
           one_room, in_public)""",
        f"{_NOW}, {_MEDIATION}, 'hers', 'signed', current_date, true, true, false, false",
    ),
    (
        f"cases_mediationsession ({_ENTERED}, mediation_id, meets_at, separate_rooms, in_public, committee, women)",
        f"{_NOW}, {_MEDIATION}, now(), true, false, 3, 1",
    ),
    (
        f"cases_mediationagreement ({_ENTERED}, mediation_id, is_oral, effective_on, she_signed, other_signed)",
        f"{_NOW}, {_MEDIATION}, true, current_date, '', ''",
    ),
    (
        f"""cases_agreementfollowup ({_ENTERED}, mediation_id, "limit", kept)""",
        f"{_NOW}, {_MEDIATION}, 'mediation.follow_1', ''",
    ),
)
MINOR_ROWS = (
    (
        f"cases_minor ({_ENTERED}, person_id, stated_age, stated_on, own_labour)",
        f"{_NOW}, {_of('person')}, 9, current_date, false",
    ),
    (
        f"cases_minoraccessgrant ({_ENTERED}, reader_id, source, reason, hours, wrapped, approving_unit_id, review_found)",
        f"{_NOW}, owner_id, 'asked', 'handling', 1, '', unit_id, ''",
    ),
    (
        f"cases_guardian ({_ENTERED}, minor_id, person_id, relation, is_accused, contact_is_safe)",
        f"{_NOW}, {_of('minor')}, {_of('person')}, 'father', true, false",
    ),
    (
        f"cases_behaviournote ({_ENTERED}, minor_id, behaviour_of_concern, source, seen_on)",
        f"{_NOW}, {_of('minor')}, 'smoking', 'school', current_date",
    ),
)
CIRCLE_ROWS = (
    (f"cases_comingofage ({_ENTERED}, minor_id, comes_on)", f"{_NOW}, {_of('minor')}, current_date + 900"),
    (
        f"""cases_minorcontactcircle ({_ENTERED}, minor_id, guardian_id, situation, state, manner, consented_on,
           child_voice, ended_for)""",
        f"""{_NOW}, {_of("minor")}, {_of("guardian")}, 'difficulty', 'standing', 'signed', current_date, 'agrees', ''""",
    ),
    (
        f"cases_circlemember ({_ENTERED}, circle_id, person_id, role, agreed_on)",
        f"{_NOW}, {_of('minorcontactcircle')}, {_of('person')}, 'school', current_date",
    ),
    (
        f"cases_circlecontact ({_ENTERED}, circle_id, kind, held_on, outcome, was_alone)",
        f"{_NOW}, {_of('minorcontactcircle')}, 'visit', current_date, 'well', false",
    ),
    (
        f"cases_minorsupportplan ({_ENTERED}, minor_id, ground, state, manner, child_voice, school, ended_for)",
        f"{_NOW}, {_of('minor')}, 'care', 'drafted', '', '', '', ''",
    ),
    (f"cases_plangoal ({_ENTERED}, plan_id)", f"{_NOW}, {_of('minorsupportplan')}"),
    (
        f"cases_planstep ({_ENTERED}, plan_id, goal_id, due_on, became)",
        f"{_NOW}, {_of('minorsupportplan')}, {_of('plangoal')}, current_date, ''",
    ),
    (f"cases_planreview ({_ENTERED}, plan_id, held_on)", f"{_NOW}, {_of('minorsupportplan')}, current_date"),
)
ASSISTANCE_ROWS = (
    (
        f"""cases_rightsassistance ({_ENTERED}, kind, state, channel, outcome, in_writing, delivered, ended_for)""",
        f"{_NOW}, 'land', 'asked', '', '', false, '', ''",
    ),
)
EDUCATION_ROWS = (
    (
        f"cases_educationsession ({_ENTERED}, state, partner, planned_on, checked_how)",
        f"{_NOW}, 'planned', 'police', current_date, ''",
    ),
)
_SESSION = _of("consultation")
CONSULTATION_ROWS = (
    (
        """network_slotbooking (id, unit_id, kind, state, day, place, subject_kind, subject_id, booked_by_id,
           booked_at)""",
        "gen_random_uuid(), unit_id, 'legal', 'done', current_date, '', 'consultation', id, owner_id, now()",
    ),
    (
        """cases_consultation (id, case_id, unit_id, booking_id, kind, state, holder_id, starts_at, ends_at, place,
           topic, outcome, booked_by_id, booked_at)""",
        """gen_random_uuid(), id, unit_id, (select b.id from network_slotbooking b where b.subject_id = cases_case.id),
           'legal', 'completed', owner_id, now(), now() + interval '1 hour', '', '', '', owner_id, now()""",
    ),
    (
        "cases_sessiongrant (id, session_id, case_id, user_id, until, granted_by_id, granted_at)",
        f"gen_random_uuid(), {_SESSION}, id, owner_id, now() + interval '1 day', owner_id, now()",
    ),
    (
        "cases_legalconsultation (session_id, case_id, wrapped, satisfaction, entered_by_id, entered_at)",
        f"{_SESSION}, id, '', '', owner_id, now()",
    ),
    (
        """cases_counsellingconsent (id, session_id, case_id, notice_id, signed_how, signed_on, is_minor,
           guardian_signed, recording_allowed, entered_by_id)""",
        f"gen_random_uuid(), {_SESSION}, id, 1, 'signature', current_date, false, false, false, owner_id",
    ),
    (
        "cases_processnote (id, session_id, case_id, author_id, written_at)",
        f"gen_random_uuid(), {_SESSION}, id, owner_id, now()",
    ),
    ("cases_processnotekey (note_id, author_id, wrapped)", f"{_of('processnote')}, owner_id, ''"),
    (
        """cases_crisis (id, session_id, case_id, unit_id, place, self_harm, violence, child, pressed_by_id,
           pressed_at, wrapped)""",
        f"gen_random_uuid(), {_SESSION}, id, unit_id, '', true, false, false, owner_id, now(), ''",
    ),
    (
        "cases_crisiscall (id, crisis_id, case_id, user_id, until)",
        f"gen_random_uuid(), {_of('crisis')}, id, owner_id, now() + interval '1 day'",
    ),
    (
        "cases_careplan (id, case_id, counsellor_id, wrapped, planned, review_on, made_at, ended_how)",
        "gen_random_uuid(), id, owner_id, '', 3, current_date, now(), ''",
    ),
)


@pytest.fixture(scope="module")
def whole(world, house: House) -> Case:
    """A matter with rows in every table: handled, answered, lent, asked for, recused, rung and told."""
    case = world.cases["taken"]
    with acting("lin") as (lin, _scope):
        hand_over.declare_recusal(
            Case.objects.get(pk=case.pk), user=person("xu"), by=lin, reason="亲属", source="owner"
        )
    clockwork = """insert into network_rung (clock_id, step, seat, kind, due_at, vacant_skipped,
        conflict_skipped, rung_at) select id, 0, 'owner', 'reminder', now(), 0, 0, now()
        from network_clock where subject_id = %s"""
    house.raw(clockwork, [case.pk])
    for columns, values in (
        (
            "cases_handlingopinion (id, case_id, stage, outcome, drafted_by_id, drafted_at, delivered_how)",
            "gen_random_uuid(), id, 'handling', 'support', owner_id, now(), ''",
        ),
        (
            """cases_slip (id, case_id, kind, from_unit_id, to_unit_id, from_user_id, sent_at, decision,
               report_decision)""",
            "gen_random_uuid(), id, 'transfer', unit_id, unit_id, owner_id, now(), '', ''",
        ),
        (
            "cases_review (id, case_id, stage, asked_on, is_external, outcome, entered_by_id)",
            "gen_random_uuid(), id, 'review', current_date, false, '', owner_id",
        ),
        (
            """cases_supervisionorder (id, case_id, level, reason, state, issuing_unit_id, issued_by_id, issued_at,
               unit_id, wrapped)""",
            "gen_random_uuid(), id, 'order', 'delayed', 'issued', unit_id, owner_id, now(), unit_id, ''",
        ),
        (
            "cases_relatedmatter (id, from_case_id, to_case_id, kind, made_by_id, made_at)",
            """gen_random_uuid(), id, (select x.id from cases_case x where x.id <> cases_case.id limit 1), 'repeat',
               owner_id, now()""",
        ),
        (
            "cases_followup (id, case_id, way, result, satisfaction, by_id, at)",
            "gen_random_uuid(), id, 'call', 'not_reached', '', owner_id, now()",
        ),
        (
            "cases_investigation (id, case_id, state, agency_kind, sent_on, entered_by_id)",
            "gen_random_uuid(), id, 'sent', 'police', current_date, owner_id",
        ),
        (
            "cases_recipientconsent (id, case_id, given_for, manner, given_on, entered_by_id)",
            "gen_random_uuid(), id, 'agency', 'oral', current_date, owner_id",
        ),
        (
            "cases_cohandler (id, case_id, user_id, unit_id, until, with_names, invited_by_id, invited_at)",
            "gen_random_uuid(), id, owner_id, unit_id, now(), false, owner_id, now()",
        ),
        (
            """cases_competencedispute (id, case_id, unit_id, other_unit_id, superior_id, wrapped, raised_by_id,
               raised_at)""",
            "gen_random_uuid(), id, unit_id, unit_id, unit_id, '', owner_id, now()",
        ),
        (
            "cases_coordinationmeeting (id, case_id, kind, state, meets_at, entered_by_id)",
            "gen_random_uuid(), id, 'coordination', 'called', now(), owner_id",
        ),
        (
            "cases_urgenttelling (id, case_id, agency_kind, channel, told_at, entered_by_id)",
            "gen_random_uuid(), id, 'party', 'phone', now(), owner_id",
        ),
        *PROTECTION_ROWS,
        *CONSULTATION_ROWS,
        *MEDIATION_ROWS,
        *MINOR_ROWS,
        (
            f"""cases_datarequest ({_ENTERED}, person_id, state, "right", received_on, proof, court_told)""",
            f"{_NOW}, {_of('person')}, 'received', 'see', current_date, '', false",
        ),
        (
            """cases_breakglass (id, case_id, number, unit_id, owner_id, by_id, category, wrapped, began_at, ends_at,
               review_due_at, finding, reviewed_by_id, reviewed_at)""",
            """gen_random_uuid(), id, number, unit_id, owner_id, owner_id, 'danger', '', now(), now(), now(), 'justified',
               (select u.id from network_user u where u.username = 'zhou'), now()""",
        ),
        *ASSISTANCE_ROWS,
        *EDUCATION_ROWS,
        *CIRCLE_ROWS,
        *RETENTION_ROWS,
        *PHONE_ROWS,
        *WORK_ORDER_ROWS,
        (
            """cases_ledgerimport (id, unit_id, by_id, state, uploaded_at, touched_at, sha256, size, failure,
               heading_row, mapping, skip_known, good, broken, known, sealed, still_open, problems, chunks,
               next_chunk, looked_at, made, removed, kept, void_numbers)""",
            """id, unit_id, owner_id, 'done', now(), now(), '', 1, '', 0, '[]', false, 1, 0, 0, 0, 1, '[]', 1, 1,
               1, 1, 0, 0, 0""",
        ),
        ("cases_importedmatter (case_id, source_id, row)", "id, id, 2"),
        (
            "cases_document (id, case_id, kind, unit_id, source_id, source_on, state, number, drafted_by_id,"
            " drafted_at, delivered_how)",
            "gen_random_uuid(), id, 'notice_accepted', unit_id, id, current_date, 'draft', '', owner_id, now(), ''",
        ),
        (
            "cases_issuecase (id, issue_id, case_id, linked_by_id, linked_at)",
            "gen_random_uuid(), (select id from cases_systemicissue limit 1), id, owner_id, now()",
        ),
        (
            """cases_receptionvisit (id, unit_id, on_day, number, state, room, registered_by_id, registered_at)""",
            "id, unit_id, current_date, 900, 'finished', '', owner_id, now()",
        ),
        (
            "cases_receptionsheet (visit_id, wrapped, is_sealed, category, outcome, case_id, entered_by_id)",
            "id, '', false, '', '', id, owner_id",
        ),
        (
            "cases_returncode (case_id, mark, how, given_by_id, given_at)",
            "id, sha256(number::bytea), 'paper', owner_id, now()",
        ),
        (
            """cases_aidreferral (id, case_id, kind, state, channel, item_id, agency_id, basis, opened_at,
               answered_by_slip, outcome, entered_by_id)""",
            """gen_random_uuid(), id, 'relief', 'opened', 'ordinary', (select i.id from cases_serviceitem i limit 1),
               (select a.id from network_agency a limit 1), '', now(), false, '', owner_id""",
        ),
        ("cases_rating (case_id, satisfaction, rated_at, changed_at)", "id, 'mostly', now(), now()"),
    ):
        house.raw(f"insert into {columns} select {values} from cases_case where id = %s", [case.pk])
    for columns, values in (
        ("cases_meetingguest (id, meeting_id)", "gen_random_uuid(), id"),
        (
            "cases_meetingdecision (id, meeting_id, owner_id, due_on)",
            "gen_random_uuid(), id, entered_by_id, current_date",
        ),
    ):
        house.raw(
            f"insert into {columns} select {values} from cases_coordinationmeeting where case_id = %s",
            [case.pk],
        )
    for columns, values in (
        (
            "cases_introductionletter (id, case_id, referral_id, document_id, sentence, contact_phone, reference, code_how)",
            """gen_random_uuid(), case_id, id, (select d.id from cases_document d where d.case_id = r.case_id limit 1),
               'receive', '1', 'ABCDEFGH', ''""",
        ),
        (
            "cases_legalaidreferral (referral_id, case_id, state, matter, ground, urgency, place, submitted_on)",
            "id, case_id, 'submitted', 'other', 'examined', 'none', 'organ', current_date",
        ),
        (
            "cases_injuryassessmentreferral (referral_id, case_id, appointed_at, fee_waived)",
            "id, case_id, now(), false",
        ),
    ):
        house.raw(
            f"insert into {columns} select {values} from cases_aidreferral r where case_id = %s", [case.pk]
        )
    house.raw(
        """insert into network_auditseal (event_id, position, hash, sealed_at)
           select id, 900000, '', now() from network_auditevent where subject_id = %s limit 1""",
        [str(case.pk)],
    )
    with house.login("worker"):
        delivery.deliver_due()
    return case


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_matter_has_rows_in_the_table_and_its_owner_is_no_stranger(table, whole, house):
    condition = TABLES[table]
    assert house.raw(f"select count(*) from {table} where {condition}", [whole.pk])[0][0] > 0


@pytest.mark.parametrize("table", sorted(TABLES))
def test_with_no_scope_in_the_orm_row_security_gives_a_stranger_no_row_of_the_table(table, whole):
    readable = plain_sql("select has_table_privilege('app', %s, 'select')", [table]) == [(True,)]
    if not readable:
        return  # the web's login cannot read the table at all, which no ORM can change
    for username in STRANGERS:
        with acting(username):
            rows = plain_sql(f"select count(*) from {table} where {TABLES[table]}", [whole.pk])
        assert rows == [(0,)], username


@contextmanager
def no_scope_in_the_orm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every question about many cases answers with all of them."""
    with monkeypatch.context() as patch:
        for name in ("visible_to", "openable_by", "not_recused"):
            patch.setattr(CaseQuerySet, name, lambda self, scope: self)
        patch.setattr(CaseQuerySet, "in_area", lambda self, scope, column, unit: self.all())
        patch.setattr(CaseQuerySet, "held_by", lambda self, scope, limit: list(self.cards()[:limit]))
        patch.setattr(queries, "arms", lambda scope, found, asked: [Walk("true")])
        patch.setattr(CaseQuerySet, "overdue", lambda self, at: self.exclude(next_due_at=None))
        yield


@contextmanager
def no_row_security(house: House) -> Iterator[None]:
    """The web logs in as the one login that passes row security."""
    with house.login("migrator"):
        yield


@pytest.fixture(params=["without the ORM's scope", "without row security"])
def half_a_wall(request, monkeypatch, house, world) -> Iterator[str]:
    without = no_row_security(house) if "row" in request.param else no_scope_in_the_orm(monkeypatch)
    with without:
        yield request.param


@pytest.mark.parametrize(
    "name",
    [
        *("case", "case_open", "case_names", "case_attach", "case_attachment", "case_code", "case_verb"),
        "case_merge",
    ],
)
def test_with_either_wall_alone_a_matter_does_not_exist_for_whoever_may_not_see_it(
    name, half_a_wall, world, browsers
):
    found = []
    for thing in world.things[name]:
        if name == "case_verb" and thing.verb not in ("take_up", "withdraw"):
            continue
        for who in asking(world):
            if sees(who, thing.matter):
                continue
            for method in [
                m for m in thing.methods if (m == "POST") == (name in POSTED) or name == "case_verb"
            ]:
                response = ask(browsers[who.username], method, address(name, thing), thing)
                body = body_of(response)
                told = [word for word in (*PLANTED, thing.case.number) if word in body]
                if answer_of(response, method) is not Answer.HIDDEN or told:
                    found.append(f"{method} {thing.label} {who.username}: {response.status_code} {told}")
    assert not found, "\n".join(found)


POSTED = ("case_open", "case_names", "case_attach")


@pytest.mark.parametrize("name", LISTS)
def test_with_either_wall_alone_no_list_names_a_matter_to_whoever_may_not_see_it(
    name, half_a_wall, world, browsers
):
    found = []
    for who in asking(world):
        hidden = [case.number for label, case in world.cases.items() if not sees(who, world.matters[label])]
        response = ask(browsers[who.username], "GET", address(name, Thing("")), Thing(""))
        body = body_of(response)
        if response.status_code >= 500:
            found.append(f"{who.username}: {response.status_code}")
        found += [f"{who.username} reads {word}" for word in (*hidden, *PLANTED) if word in body]
    assert not found, "\n".join(found)
