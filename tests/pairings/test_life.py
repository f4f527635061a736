"""Nobody comes near a child without a check that holds; neither side reads the other's name; a worry is one tap away."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases.casefile.models import Case, Event
from network.access.gate import Refusal
from network.deadlines import sweep
from network.volunteers import checks
from outreach.beneficiaries import verbs as beneficiaries
from outreach.beneficiaries.models import Beneficiary
from outreach.pairings import care, verbs
from outreach.pairings.models import CareConcern, SupportPairing
from outreach.supporters import verbs as supporters
from sisterhood.lib import clock
from tests.house import acting, browser_of, person, plain_sql
from tests.pairings import told
from tests.pairings.told import CHILD, GUARDIAN, LEADER, MOTHER, MOTHERS_NAME, OFFICER, PHONE, TOWN, VILLAGE
from tests.selection.told import does

GOOD = {"living": "good", "study": "fair", "wellbeing": "good"}


@pytest.mark.parametrize("days", [None, 400])
def test_without_a_check_that_holds_she_is_not_even_promised_to_a_child(fresh_house, days):
    who, whom = told.mother(checked_days_ago=days), told.child()
    with pytest.raises(Refusal) as refused:
        told.proposed(who, whom)
    assert refused.value.code == "supporter" and "查" in str(refused.value)


def test_a_check_that_lapses_before_the_beginning_stops_it_and_a_new_one_lets_it_begin(fresh_house):
    row = told.agreed(told.mother(), told.child())
    fresh_house.raw(
        "update network_volunteer set checked_on = current_date - 400, check_until = current_date - 2"
    )
    with pytest.raises(Refusal) as refused:
        does(TOWN, verbs.begin_pairing, row.pk)
    assert refused.value.code == "supporter" and "查" in str(refused.value)
    does(VILLAGE, checks.record_check, row.supporter.volunteer_id, checked_on=clock.today())
    assert does(TOWN, verbs.begin_pairing, row.pk).state == "active"


def test_the_database_lets_no_pairing_run_with_an_expired_check(fresh_house):
    row = told.agreed(told.mother(checked_days_ago=30), told.child())
    expired = "update network_volunteer set checked_on = current_date - 500, check_until = current_date - 135"
    fresh_house.raw(expired)
    run = "update outreach_supportpairing set state = 'active', begun_on = %s, runs_since = %s where id = %s returning 1"
    today = clock.today()
    with acting(TOWN), pytest.raises(DatabaseError, match="check that holds"), transaction.atomic():
        plain_sql(run, [today, today, row.pk])


def test_when_her_check_lapses_the_pairing_stops_for_everybody(fresh_house):
    row = told.running(told.mother(checked_days_ago=360))
    later = clock.now() + timedelta(days=20)
    with pytest.raises(Refusal):
        does(MOTHER, care.write_care_log, row.pk, on=clock.local_date(later), **GOOD, at=later)
    with clock.moved_to(later):
        assert "请先重新查询" in browser_of(MOTHER).get(f"/m/pairings/{row.pk}/").content.decode()
        assert "不得接触" in browser_of(TOWN).get(f"/outreach/pairings/{row.pk}/").content.decode()


def test_with_a_child_the_guardian_agrees_or_nothing_begins(fresh_house):
    row = told.proposed(told.mother(), told.child())
    with pytest.raises(Refusal) as own:
        does(TOWN, verbs.check_pairing, row.pk)
    assert own.value.code == "self"
    does(OFFICER, verbs.check_pairing, row.pk)
    no = {
        "agreed_on": clock.today(),
        "agreed_how": "signed",
        "guardian_agreed": False,
        "photos_agreed": False,
    }
    with pytest.raises(Refusal) as refused:
        does(TOWN, verbs.agree_pairing, row.pk, **no)
    assert refused.value.code == "guardian_agreed"


def test_who_puts_a_child_forward_does_not_confirm_and_the_village_never_does(fresh_house):
    row = told.put_forward()
    with pytest.raises(Refusal):
        does(VILLAGE, beneficiaries.confirm_beneficiary, row.pk)
    with acting(TOWN), pytest.raises(DatabaseError, match="the county confirms"), transaction.atomic():
        plain_sql(
            "update outreach_beneficiary set state = 'confirmed', decided_by_id = %s, decided_at = now()"
            " where id = %s returning 1",
            [person(TOWN).pk, row.pk],
        )
    does(LEADER, beneficiaries.confirm_beneficiary, row.pk)


def test_the_same_child_is_not_put_forward_twice_and_a_minor_needs_a_guardian(fresh_house):
    told.put_forward()
    with pytest.raises(Refusal) as twice:
        told.put_forward()
    assert twice.value.code == "name"
    with pytest.raises(Refusal) as near:
        told.put_forward("令狐小米", months_away=5)
    assert near.value.code == "months_away"
    with pytest.raises(Refusal) as old:
        told.put_forward("令狐小麦", born_on=told.years_ago(17))
    assert old.value.code == "born_on"


def test_at_sixteen_the_category_ends_by_itself(fresh_house):
    whom = told.child(born_on=told.years_ago(16) + timedelta(days=10))
    who = told.mother()
    later = clock.now() + timedelta(days=11)
    with pytest.raises(Refusal) as over:
        does(
            VILLAGE,
            beneficiaries.review_beneficiary,
            whom.pk,
            source="school",
            source_on=clock.today(),
            at=later,
        )
    assert over.value.code == "age"
    with clock.moved_to(later):
        with pytest.raises(Refusal):
            told.proposed(who, whom)
        assert "已满" in browser_of(VILLAGE).get("/outreach/beneficiaries/").content.decode()
    does(VILLAGE, beneficiaries.end_beneficiary, whom.pk, why="age", at=later)


def test_the_review_is_owed_and_climbs_when_nobody_looks(fresh_house):
    whom = told.child()
    rows = fresh_house.raw(
        "select owner_id, limit_id, state from network_clock where subject_id = %s and state = 'running'",
        [whom.pk],
    )
    assert rows == [(person(VILLAGE).pk, "beneficiary.review", "running")]
    does(VILLAGE, beneficiaries.review_beneficiary, whom.pk, source="school", source_on=clock.today())
    states = fresh_house.raw(
        "select state from network_clock where subject_id = %s order by started_at", [whom.pk]
    )
    assert sorted(states) == [("met",), ("met",), ("running",)]


def test_taken_back_consent_deletes_what_names_anybody(fresh_house):
    whom = told.child()
    opened = does(VILLAGE, _open, whom)
    assert opened == {"name": CHILD, "guardian": GUARDIAN, "guardian_phone": PHONE}
    assert fresh_house.raw("select purpose from network_auditevent where action = 'reveal'") == [
        ("家访核对",)
    ]
    does(VILLAGE, beneficiaries.end_beneficiary, whom.pk, why="consent")
    left = fresh_house.raw(
        "select name, guardian, guardian_phone, name_index, wrapped from outreach_beneficiary"
    )
    assert left == [(None,) * 5]
    with acting(VILLAGE), pytest.raises(Refusal):
        beneficiaries.open_beneficiary(Beneficiary.objects.get(pk=whom.pk), reason="x", by=person(VILLAGE))


def _open(row, *, by):
    return beneficiaries.open_beneficiary(Beneficiary.objects.get(pk=row.pk), reason="家访核对", by=by)


def test_names_stand_nowhere_in_the_database(fresh_house):
    told.running()
    for table in (
        "outreach_beneficiary",
        "outreach_supporter",
        "outreach_supportpairing",
        "network_auditevent",
    ):
        text = "".join(row[0] for row in fresh_house.raw(f"select t::text from {table} t"))
        for name in (CHILD, GUARDIAN, PHONE):
            assert name not in text


def test_on_every_page_she_can_open_a_caring_mother_reads_a_number_and_no_name(fresh_house):
    row = told.running()
    does(TOWN, care.write_card, row.pk, on=clock.today(), year="p3", progress="up")
    does(MOTHER, care.write_care_log, row.pk, on=clock.today(), **GOOD)
    he, seen, waiting = browser_of(MOTHER), set(), ["/m/", "/m/pairings/", f"/outreach/pairings/{row.pk}/"]
    texts = []
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 60:
            continue
        seen.add(address)
        answer = he.get(address, follow=True)
        if "html" not in answer.get("Content-Type", ""):
            continue
        text = answer.content.decode()
        texts.append(text)
        assert not any(name in text for name in (CHILD, GUARDIAN, PHONE)), address
        if "pairings" in address:
            assert told.village().short_name not in text.partition("<main")[2], address
        links = [part.partition('"')[0] for part in text.split('href="')[1:]]
        waiting += [link for link in links if link.startswith(("/m/", "/outreach/")) and "#" not in link]
    mine = he.get(f"/m/pairings/{row.pk}/").content.decode()
    assert "孩子 1 号" in mine and "小学三年级" in mine and len(texts) > 3
    for page in (f"/outreach/beneficiaries/{row.beneficiary_id}/", f"/outreach/pairings/{row.pk}/paper/"):
        assert he.get(page).status_code in (403, 404)
    with acting(MOTHER):
        assert plain_sql("select id from outreach_beneficiary") == []
        assert len(plain_sql("select id from outreach_supportpairing")) == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            plain_sql("update outreach_supportpairing set ends_on = current_date returning 1")
        with pytest.raises(DatabaseError), transaction.atomic():
            plain_sql("update outreach_supportpairing set state = 'paused' returning 1")


def test_whoever_keeps_it_reads_no_name_of_the_supporter_either(fresh_house):
    row = told.running()
    for username in (VILLAGE, TOWN, OFFICER):
        page = browser_of(username).get(f"/outreach/pairings/{row.pk}/").content.decode()
        assert "爱心妈妈 1" in page and MOTHERS_NAME not in page and CHILD not in page
    paper = browser_of(TOWN).get(f"/outreach/pairings/{row.pk}/paper/").content.decode()
    assert "孩子 1 号" in paper and CHILD not in paper and told.village().short_name not in paper


def test_elsewhere_nothing_of_it_exists_and_the_city_reads_figures_alone(fresh_house):
    row = told.running()
    does(MOTHER, care.raise_concern, row.pk)
    for username in ("zhou", "wu", "feng", "sun", "wang", "zhao", "chen"):
        with acting(username):
            for table in ("beneficiary", "supportpairing", "carelog", "progresscard", "careconcern"):
                assert plain_sql(f"select id from outreach_{table}") == [], (username, table)
        assert browser_of(username).get(f"/outreach/pairings/{row.pk}/").status_code in (403, 404)
    with acting(VILLAGE):
        assert plain_sql("select id from outreach_careconcern") == []


def test_the_month_counts_from_the_latest_visit_and_climbs_to_the_county(fresh_house):
    row = told.running()
    owner = "select owner_id from network_clock where limit_id = 'pairing.contact' and state = 'running'"
    assert fresh_house.raw(owner) == [(person(MOTHER).pk,)]
    does(MOTHER, care.write_care_log, row.pk, on=clock.today(), **GOOD)
    with pytest.raises(Refusal) as twice:
        does(MOTHER, care.write_care_log, row.pk, on=clock.today(), **GOOD)
    assert twice.value.code == "on"
    states = fresh_house.raw(
        "select state, count(*) from network_clock where limit_id = 'pairing.contact' group by 1"
    )
    assert dict(states) == {"met": 1, "running": 1}
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(days=60), limit=100)
    rung = fresh_house.raw(
        "select distinct o.recipient_id from network_outboxmessage o join network_clock c on c.subject_id = o.subject_id"
        " where c.limit_id = 'pairing.contact' and o.subject_kind = 'pairing'"
    )
    assert {row[0] for row in rung} >= {person(MOTHER).pk, person(VILLAGE).pk}


def test_one_tap_reaches_the_township_today_and_a_second_tap_changes_nothing(fresh_house):
    row = told.running()
    he = browser_of(MOTHER)
    for _tap in range(2):
        assert he.post(f"/m/pairings/{row.pk}/raise_concern/").status_code == 302
    rows = fresh_house.raw("select id, officer_id, settled_at from outreach_careconcern")
    assert [each[1:] for each in rows] == [(person(TOWN).pk, None)]
    told_to = fresh_house.raw(
        "select recipient_id, subject_id from network_outboxmessage where kind = 'care_concern'"
    )
    assert told_to == [(person(TOWN).pk, rows[0][0])]
    clocks = "select owner_id, state from network_clock where limit_id = 'care.concern'"
    assert fresh_house.raw(clocks) == [(person(TOWN).pk, "running")]
    page = browser_of(TOWN).get(f"/outreach/concerns/{rows[0][0]}/").content.decode()
    assert "何桂芳" in page and f"origin=care_concern:{rows[0][0]}" in page
    does(TOWN, care.settle_concern, rows[0][0], answer="helped")
    assert fresh_house.raw(clocks) == [(person(TOWN).pk, "met")]
    with pytest.raises(Refusal):
        does(TOWN, care.settle_concern, rows[0][0], answer="nothing")


def test_a_concern_becomes_a_matter_by_the_one_way_in(fresh_house):
    row = told.running()
    does(MOTHER, care.write_care_log, row.pk, on=clock.today(), concern=True, **(GOOD | {"wellbeing": "bad"}))
    with acting(TOWN):
        concern = CareConcern.objects.get()
    tian = browser_of(TOWN)
    link = f"/m/report/?origin=care_concern:{concern.pk}"
    first = tian.get(link).content.decode()
    assert "陪伴中反映" in first and CHILD not in first
    form = {
        "tile": "family",
        "safety": "safe",
        "request": "想请县里看看孩子",
        "facts": "家访时孩子情绪低落",
        "knows_other_side": "no",
        "step": "send",
        "send_to": "county",
        "origin": f"care_concern:{concern.pk}",
    }
    assert "已收到" in tian.post("/m/report/", form).content.decode()
    with acting(OFFICER) as (_lin, scope):
        case = Case.objects.visible_to(scope).latest("opened_at")
        detail = Event.objects.get(case=case, verb="register").detail
        assert detail == {"came_from": "care_concern", "came_id": str(concern.pk)}
    assert "陪伴中反映" not in browser_of(MOTHER).get(link).content.decode()


def test_pausing_stops_the_month_and_the_end_is_warned_of_before(fresh_house):
    row = told.running()
    term = "select due_on, owner_id from network_clock where limit_id = 'pairing.term' and state = 'running'"
    assert fresh_house.raw(term)[0][0] >= row.ends_on and fresh_house.raw(term)[0][1] == person(TOWN).pk
    with fresh_house.login("worker"):
        sweep.ring_due(at=clock.now() + timedelta(days=175), limit=100)
    assert (person(TOWN).pk,) in fresh_house.raw(
        "select recipient_id from network_outboxmessage where subject_id = %s and kind = 'reminder'", [row.pk]
    )
    does(TOWN, verbs.pause_pairing, row.pk)
    assert fresh_house.raw(
        "select count(*) from network_clock where subject_id = %s and state = 'running'", [row.pk]
    ) == [(0,)]
    with pytest.raises(Refusal):
        does(MOTHER, care.write_care_log, row.pk, on=clock.today(), **GOOD)
    does(TOWN, verbs.resume_pairing, row.pk)
    with acting(TOWN):
        assert SupportPairing.objects.get(pk=row.pk).begun_on == clock.today()


def test_the_same_two_are_paired_again_and_checked_again(fresh_house):
    row = told.running()
    again = does(TOWN, verbs.pair_again, row.pk, ends_on=clock.today() + timedelta(days=400))
    assert (again.state, again.follows_id, again.commitments) == ("proposed", row.pk, row.commitments)
    with pytest.raises(Refusal):
        does(TOWN, verbs.pair_again, row.pk, ends_on=clock.today() + timedelta(days=400))
    does(OFFICER, verbs.check_pairing, again.pk)
    signed = {
        "agreed_on": clock.today(),
        "agreed_how": "signed",
        "guardian_agreed": True,
        "photos_agreed": False,
    }
    does(TOWN, verbs.agree_pairing, again.pk, **signed)
    with pytest.raises(Refusal):
        does(TOWN, verbs.begin_pairing, again.pk)
    does(TOWN, verbs.end_pairing, row.pk, why="term")
    does(TOWN, verbs.evaluate_pairing, row.pk, said="helped", said_by="guardian")
    assert does(TOWN, verbs.begin_pairing, again.pk).state == "active"


def test_a_supporter_with_an_open_pairing_does_not_go_and_her_key_goes_with_her_consent(fresh_house):
    row = told.running()
    with pytest.raises(Refusal):
        does(TOWN, supporters.release_supporter, row.supporter_id, why="consent")
    does(TOWN, verbs.end_pairing, row.pk, why="supporter")
    does(TOWN, supporters.release_supporter, row.supporter_id, why="consent")
    assert fresh_house.raw("select name, phone, name_index, wrapped from outreach_supporter") == [(None,) * 4]
    assert browser_of(TOWN).get(f"/outreach/pairings/{row.pk}/").status_code == 200


def test_each_wall_that_stops_a_beginning_is_told_in_its_own_words(fresh_house, monkeypatch):
    """Somebody else was quicker than the look before: the wall that stopped it gives the sentence."""
    who, whom = told.mother(), told.child()
    row = told.agreed(who, whom)
    fresh_house.raw(
        "update network_volunteer set checked_on = current_date - 400, check_until = current_date - 2 returning 1"
    )
    with monkeypatch.context() as blind:
        blind.setattr(verbs.checking, "require_near_children", lambda *_args, **_more: None)
        with pytest.raises(Refusal) as lapsed:
            does(TOWN, verbs.begin_pairing, row.pk)
    with pytest.raises(Refusal) as before:
        does(TOWN, verbs.begin_pairing, row.pk)
    assert str(lapsed.value) == str(before.value) and "查询记录" in str(lapsed.value)
