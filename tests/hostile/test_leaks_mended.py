"""Leaks that a read-through found, each closed and held closed through the door somebody would have used."""

from datetime import timedelta
from typing import Any

import pytest

from cases.casefile import sharing
from cases.minors import children
from cases.petitions import hand_over, transitions
from cases.petitions.told import Named
from cases.privacy import breaking, naming
from cases.protection import reports
from cases.referrals import letters
from cases.referrals import opening as referring
from cases.referrals.models import ServiceItem
from cases.retention import sweep
from cases.support import noting, opening, switches
from network.agencies.models import Agency
from network.notifications import delivery
from sisterhood.lib import clock
from tests.consultations import rota
from tests.house import acting, browser_of, person
from tests.stories import does, matter
from tests.walls.glassed import REASON

WORDS = "尉迟缁禾"


def _acts(username: str, verb: Any, *args: Any, **kwargs: Any) -> Any:
    with acting(username) as (user, _scope):
        return verb(*args, by=user, **kwargs)


def _inbox(house, username: str) -> list[str]:
    """Kinds of message in her box, after everything was delivered; and her page, which must open."""
    with house.login("worker"):
        delivery.deliver_due()
    assert browser_of(username).get("/inbox/").status_code == 200
    rows = house.raw(
        "select i.kind from network_inboxitem i join network_user u on u.id = i.user_id where u.username = %s",
        [username],
    )
    return [kind for (kind,) in rows]


def _letter(case) -> None:
    with acting("lin"):
        item = ServiceItem.objects.get(name="报案和求助")
        agency = Agency.objects.for_case_of(case.unit).filter(kind=item.agency_kind)[0]
    row = does("lin", referring.open_referral, case, item=item, agency=agency, need="请协助")
    ident = row.detail["referral"]
    does("lin", referring.check_eligibility, case, row=ident, note="符合")
    agreed = {"shared": "介绍信", "manner": "oral", "given_on": clock.today()}
    does("lin", referring.record_referral_consent, case, row=ident, **agreed)
    does("lin", letters.draw_letter, case, row=ident)


def test_a_leader_on_the_other_side_is_not_asked_to_approve_a_paper_or_a_step(fresh_house):
    case = matter("lin", respondent=Named(name="高洁"))
    _letter(case)
    does("lin", transitions.triage, case, route="R1")
    assert _inbox(fresh_house, "gao") == []


def test_what_lay_in_her_box_goes_with_the_conflict_and_nothing_comes_after(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    assert _inbox(fresh_house, "gao") == ["approval"]
    does("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    assert _inbox(fresh_house, "gao") == []
    _letter(case)
    assert _inbox(fresh_house, "gao") == []
    assert "等您审批" not in browser_of("gao").get("/inbox/").content.decode()


def test_a_message_on_its_way_does_not_arrive_after_the_conflict(fresh_house):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("lin", hand_over.declare_recusal, case, user=person("gao"), reason="亲属", source="owner")
    assert _inbox(fresh_house, "gao") == []


def test_a_registrar_with_a_conflict_hears_nothing_of_how_it_goes(fresh_house):
    case = matter("he", channel="station")
    does("he", hand_over.pass_on, case, to_county=True)
    does("lin", hand_over.take_up, case)
    does("lin", hand_over.declare_recusal, case, user=person("he"), reason="亲属", source="owner")
    does("lin", transitions.triage, case, route="R10")
    does("lin", transitions.advise, case, note="已经说明")
    assert _inbox(fresh_house, "he") == []


def test_a_privacy_officer_with_a_conflict_reviews_no_reading_and_hears_of_none(fresh_house):
    case = matter("lin")
    does("lin", hand_over.declare_recusal, case, user=person("bai"), reason="亲属", source="owner")
    with acting("wu") as (wu, _scope):
        row = breaking.break_glass(naming.by_card(case.pk), category="danger", reason=REASON, by=wu)
    assert _inbox(fresh_house, "bai") == []
    assert "glass_review" in _inbox(fresh_house, "zhou")
    assert browser_of("zhou").get(f"/reviews/emergency/{row.pk}/").status_code == 200
    assert browser_of("bai").get(f"/reviews/emergency/{row.pk}/").status_code == 404


def test_a_leader_with_a_conflict_appraises_no_list_and_hears_of_none(fresh_house):
    case = matter("lin")
    does("lin", transitions.withdraw, case, reason="她自己要求")
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, declared_by_id, source, declared_at)"
        " select gen_random_uuid(), %s, g.id, l.id, 'owner', now() from network_user g, network_user l"
        " where g.username = 'gao' and l.username = 'lin'",
        [case.pk],
    )
    fresh_house.raw("update cases_case set closed_at = now() - interval '12 years' where id = %s", [case.pk])
    with fresh_house.login("worker"):
        assert sweep.propose_due()["matters"] == 1
    assert _inbox(fresh_house, "gao") == []
    assert "destruction_drawn" in _inbox(fresh_house, "zhou")
    assert case.number not in browser_of("gao").get("/retention/").content.decode()


@pytest.fixture
def family(fresh_house):
    """A note of a station whose township's chair has to do with the family; the county goes on."""
    county, hamlet = person("lin").appointments.get().unit, person("he").appointments.get().unit
    signed = {"signed_by": "白静", "signed_on": clock.today(), "document_hash": "cd" * 32}
    row = _acts("bai", switches.propose_switch, county, turns_on=True, **signed)
    _acts("gao", switches.decide_switch, row.pk, grant=True)
    told = {"kind": "family_support_need", "source": "self_report", "seen_on": clock.today()}
    told |= {"family": WORDS, "what": "自己说想找活干", "told_family": True}
    note = _acts("he", noting.note_concern, hamlet, **told).pk
    assert _inbox(fresh_house, "tian") == ["handed"]
    _acts("tian", noting.step_aside, note)
    _acts("lin", noting.review_note, note, no_conflict=True, note="")
    return note


def _proposed(note: Any, worker: str) -> Any:
    today = clock.today()
    told = {"purpose": "livelihood", "basis": "consent", "worker": person(worker), "notice_on": today}
    told |= {"family": WORDS, "evidence": "本人自述", "lighter": "走访过"}
    told |= {"review_on": today + timedelta(days=30), "ends_on": today + timedelta(days=200)}
    return _acts("xu", opening.propose_file, note, **told).pk


def test_who_stepped_aside_from_a_note_finds_nothing_of_its_file(family, fresh_house):
    page = browser_of("xu").get(f"/support/notes/{family}/propose_file/").content.decode()
    assert "石芳" in page and "田丽" not in page  # she is not offered as the worker
    file = _proposed(family, "shi")
    _acts("bai", opening.sign_file, file, necessary=True)
    _acts("gao", opening.approve_file, file)
    assert browser_of("shi").get(f"/support/files/{file}/").status_code == 200
    assert browser_of("tian").get(f"/support/files/{file}/").status_code == 404
    assert str(file) not in browser_of("tian").get("/support/").content.decode()
    assert "田丽" not in browser_of("gao").get(f"/support/files/{file}/name_worker/").content.decode()
    assert _inbox(fresh_house, "tian") == []


def test_who_told_of_danger_is_a_name_and_opens_with_the_names_alone(fresh_house):
    case = matter("lin", safety="violence")
    moment = clock.now() - timedelta(minutes=2)
    told = {"trigger": "injured", "noticed_at": moment, "noticed_by": WORDS, "told": ["police"]}
    told |= {"body": "派出所", "channel": "phone", "reported_at": moment, "told_before": True}
    does("lin", reports.mandatory_report, case, **told)
    with acting("gao") as (gao, _scope):
        asked = sharing.ask_access(case, by=gao, reason="check")
    _acts("lin", sharing.decide_access, asked, grant=True)
    page = browser_of("gao").get(f"/cases/{case.pk}/protection/").content.decode()
    assert "派出所" in page and WORDS not in page
    assert WORDS in browser_of("lin").get(f"/cases/{case.pk}/protection/").content.decode()


@pytest.fixture
def childs(fresh_house):
    """A session of a child's matter with its record; nobody has leave to read."""
    rota.seat(fresh_house, "adviser", "顾问", "legal_adviser")
    adviser = rota.expert("adviser", "legal_adviser")
    rota.confirmed(adviser)
    case = matter("lin", safety="minor")
    does("lin", children.name_child, case, stated_age=9)
    row = rota.booked(case, "legal")["legal"]
    rota.held(row, expert="adviser")
    return row


def test_an_owner_without_leave_reads_no_record_of_advice_about_a_child(childs):
    page = browser_of("lin").get(f"/consultations/{childs.pk}/")
    assert page.status_code == 200
    assert not [words for words in rota.ADVICE.values() if words in page.content.decode()]
    hers = browser_of("adviser").get(f"/consultations/{childs.pk}/").content.decode()
    assert all(words in hers for words in rota.ADVICE.values())


def test_the_log_ties_no_reading_to_a_sealed_matter_and_names_no_kind_of_it(family, fresh_house):
    case = matter("lin", safety="violence")
    with acting("zhou") as (zhou, _scope):
        named = naming.by_number(case.number, by=zhou)
        breaking.break_glass(named, category="danger", reason=REASON, by=zhou)
    client = browser_of("auditor")
    page = client.get("/network/audit/").content.decode()
    assert "限定人员事项，不显示" in page and str(case.pk) not in page
    assert str(family) not in page and "concern_note" not in page
    for kind in ("break_glass", "concern_note"):
        listed = client.get("/network/audit/", {"kind": kind}).content.decode()
        assert "密件" not in listed and str(case.pk) not in listed and str(family) not in listed
