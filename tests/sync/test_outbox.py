"""What a station head saved without a signal arrives once, as she wrote it, whatever the line does."""

import io
import random
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client
from PIL import Image

from cases.casefile.attachments import read
from cases.casefile.models import Attachment, Case
from cases.petitions import hand_over
from cases.sync import operations
from cases.sync.models import PhoneCheck
from sisterhood.demo import phones
from sisterhood.lib import clock
from tests.accusations.stories import fill_list
from tests.house import acting, browser_of, person, plain_sql
from tests.stories import does, matter
from tests.sync.phone import Phone


@pytest.fixture(scope="module")
def he(house) -> Phone:
    return Phone("he")


def picture(seed: int, side: int = 400) -> bytes:
    """A photograph nobody can shrink: noise."""
    noise = random.Random(seed).randbytes(side * side * 3)  # noqa: S311 - a picture, not a secret
    file = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(file, "JPEG", quality=95)
    return file.getvalue()


def test_a_report_from_the_queue_is_one_matter_however_often_it_is_sent(house, he):
    item = he.save()
    first, second = he.send(item), he.send(item)
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert told["state"] == "received" and told["number"].startswith("XF") and told == second.json()
    assert he.client.get(f"/m/outbox/{item.key}").json() == told
    with acting("he") as (user, scope):
        case = Case.objects.visible_to(scope).get(number=told["number"])
    assert case.owner_id == user.pk and case.channel == "station"
    other = he.send(he.save(key=item.key, facts="另外一件事"))
    assert other.status_code == 422 and other.json()["why"] == "changed"
    assert he.client.get(f"/m/outbox/{uuid.uuid4()}").status_code == 404


def test_nobody_else_finds_or_sends_her_item(house, he):
    item = he.save()
    he.send(item)
    ma = Phone("ma")
    assert ma.client.get(f"/m/outbox/{item.key}").json() == {"why": "unknown"}
    assert ma.send(ma.save(key=item.key)).status_code == 201  # the same number of hers is another item


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sealed": "AAAA"}, "unreadable"),
        ({"key_id": "k9"}, "unreadable"),
        ({"form": "unknown"}, "unreadable"),
        ({"version": 9}, "unreadable"),
        ({"version": "x"}, "unreadable"),
        (None, "unreadable"),
    ],
)
def test_what_cannot_be_read_is_parked_and_writes_nothing(house, he, change, why):
    item = he.save()
    before = house.raw("select count(*) from cases_case")
    item.body = item.body | change if change is not None else ["no", "item"]
    answer = he.send(item)
    assert answer.status_code == 400 and answer.json()["why"] == why and answer.json()["words"]
    assert house.raw("select count(*) from cases_case") == before


def test_a_sealed_item_opens_under_its_own_number_alone(house, he):
    item = he.save()
    item.key = str(uuid.uuid4())
    assert he.send(item).json()["why"] == "unreadable"


def test_the_door_answers_the_queue_in_its_own_words(house, he):
    stranger = Client().post("/m/outbox", "{}", content_type="application/json")
    assert (stranger.status_code, stranger.json()) == (401, {"why": "login"})
    assert Client().get("/m/ping").json() == {"why": "login"}
    form = he.client.post("/m/outbox", {"sealed": "a form of a page"})
    assert (form.status_code, form.json()["why"]) == (400, "unreadable")
    large = he.client.post("/m/outbox", "x" * 400_000, content_type="application/json")
    assert (large.status_code, large.json()) == (413, {"why": "size"})
    covered = Phone("ma")
    covered.client.get("/cover/")
    assert covered.ping().json() == {"why": "login"}
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = he.client.cookies
    forged = strict.post("/m/outbox", "{}", content_type="application/json")
    assert (forged.status_code, forged.json()) == (403, {"why": "csrf"})


def test_twelve_requests_of_one_moment_are_one_matter(fresh_house):
    he = Phone("he")
    items = [he.save(facts=f"第 {n} 件事") for n in range(3)]
    told: dict[str, list[int]] = {item.key: [] for item in items}
    start = threading.Barrier(12)

    def tries() -> None:
        again = Phone.__new__(Phone)
        again.__dict__ |= he.__dict__ | {"client": browser_of("he")}
        try:
            for item in items:
                start.wait(30)
                answer = again.send(item)
                while answer.status_code == 409:
                    answer = again.send(item)
                told[item.key].append(answer.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=tries) for _ in range(12)]
    [each.start() for each in threads]
    [each.join(120) for each in threads]
    assert all(sorted(codes) == [200] * 11 + [201] for codes in told.values())
    assert fresh_house.raw("select count(*) from cases_case") == [(3,)]


def test_an_incomplete_report_is_kept_with_every_word_and_the_township_looks(house, he):
    answer = he.send(he.save(request=None, phone="十三幺", facts="他们又吵起来了"))
    assert answer.status_code == 201 and answer.json()["state"] == "incomplete"
    assert "电话" in answer.json()["words"]
    number = answer.json()["number"]
    with acting("he") as (_user, scope):
        case = Case.objects.visible_to(scope).get(number=number)
    page = he.client.get(f"/cases/{case.pk}/").content.decode()
    assert "他们又吵起来了" in page and "十三幺" in page
    told = "select u.username from network_outboxmessage m join network_user u on u.id = m.recipient_id"
    assert ("tian",) in house.raw(f"{told} where kind = 'phone_check'")
    listed = browser_of("tian").get("/cases/checks/").content.decode()
    assert number in listed and "何桂芳" in listed and "十三幺" not in listed and "吵起来" not in listed


def test_a_report_without_an_answer_about_danger_is_sealed_and_goes_to_the_county(house, he):
    answer = he.send(he.save(safety=None))
    assert answer.json()["state"] == "incomplete"
    ((sealed, owner),) = house.raw(
        "select c.is_sealed, u.username from cases_case c join network_user u on u.id = c.owner_id where number = %s",
        [answer.json()["number"]],
    )
    assert sealed and owner == "lin"
    assert answer.json()["number"] not in browser_of("tian").get("/cases/checks/").content.decode()
    assert answer.json()["number"] in browser_of("lin").get("/cases/checks/").content.decode()


def test_a_word_the_law_seals_does_not_stay_with_a_childs_report(house, he):
    answer = he.send(he.save(safety="minor", facts="孩子有犯罪记录，没人管"))
    assert answer.status_code == 201 and answer.json()["state"] in ("received", "incomplete")


def test_an_accusation_with_an_unknown_unit_is_kept_for_its_readers(house, he):
    told = {"tile": "cadre", "accused_unit": "没有这个村", "respondent": "", "knows_other_side": "no"}
    answer = he.send(he.save(**told))
    assert answer.status_code == 201 and answer.json()["state"] == "received"
    assert answer.json()["number"] not in browser_of("tian").get("/cases/checks/").content.decode()


def test_the_day_of_receipt_is_the_day_she_wrote_it_unless_her_clock_is_wrong(house, he):
    for back, kept in ((timedelta(days=3), 3), (timedelta(days=400), 0), (timedelta(days=-400), 0)):
        number = he.send(he.save(made_at=clock.now() - back)).json()["number"]
        ((day,),) = house.raw("select received_on from cases_case where number = %s", [number])
        assert day == clock.today() - timedelta(days=kept)
    assert he.send(he.save(made_at="gestern")).status_code == 201


def test_a_photograph_comes_piece_by_piece_and_is_whole_or_not_there(house, he):
    content = picture(1, side=700)
    item = he.save(files=[content])
    (key,) = item.files
    number = he.send(item).json()["number"]
    with acting("he") as (_user, scope):
        case = Case.objects.visible_to(scope).get(number=number)
    assert len(content) > 2 * 100_000
    assert he.send_piece(item, key, 0, size=100_000).json() == {"received": 100_000, "done": False}
    again = he.send_piece(item, key, 0, size=100_000)
    assert (again.status_code, again.json()["why"], again.json()["received"]) == (409, "offset", 100_000)
    assert he.send(item).json()["files"] == {key: 100_000}
    assert house.raw("select count(*) from cases_attachment where case_id = %s", [case.pk]) == [(0,)]
    start = 100_000
    while start < len(content):
        start = he.send_piece(item, key, start, size=100_000).json()["received"]
    assert he.send_piece(item, key, 0).json() == {"received": len(content), "done": True}
    with acting("he") as (user, _scope):
        (kept,) = Attachment.objects.filter(case=case)
        assert Image.open(io.BytesIO(read(kept, by=user))).size == (700, 700)
    assert house.raw("select count(*) from cases_outboxpiece") == [(0,)]


def test_a_file_that_arrives_as_another_begins_anew_and_one_that_is_none_is_parked(house, he):
    content = picture(2)
    item = he.save(files=[content])
    (key,) = item.files
    he.send(item)
    wrong = he.send_piece(item, key, 0, content=content[::-1])
    assert (wrong.status_code, wrong.json()["why"], wrong.json()["received"]) == (422, "hash", 0)
    assert he.send(item).json()["files"] == {key: 0}
    assert he.send_files(item) == [{"received": len(content), "done": True}]
    text = he.save(files=[b"MZ no picture at all"])
    he.send(text)
    (other,) = text.files
    refused = he.send_piece(text, other, 0)
    assert (refused.status_code, refused.json()["why"]) == (413, "kind") and refused.json()["words"]
    assert he.send_piece(text, str(uuid.uuid4()), 0, content=b"x").json()["why"] == "unknown"


def test_a_photograph_of_a_sealed_matter_waits_for_whoever_holds_it(house, he):
    content = picture(3)
    item = he.save(files=[content], safety="violence")
    number = he.send(item).json()["number"]
    assert he.send_files(item) == [{"received": len(content), "done": True}]
    ((case,),) = house.raw("select id from cases_case where number = %s", [number])
    assert house.raw("select count(*) from cases_attachment where case_id = %s", [case]) == [(0,)]
    lin = browser_of("lin")
    ((check,),) = house.raw("select id from cases_phonecheck where case_id = %s", [case])
    assert browser_of("tian").get(f"/cases/checks/{check}/").status_code == 404
    assert number in lin.get("/cases/checks/").content.decode()
    assert lin.post(f"/cases/checks/{check}/", {"decision": ""}).status_code == 200
    assert lin.post(f"/cases/checks/{check}/", {"decision": "accept_check"}).status_code == 302
    assert house.raw("select count(*) from cases_attachment where case_id = %s", [case]) == [(1,)]
    assert house.raw(
        "select state, received = size from cases_outboxfile where item_id in (select id from cases_outboxitem where number = %s)",
        [number],
    ) == [("kept", True)]


def test_a_photograph_of_an_accusation_waits_for_one_of_its_readers(house, he):
    fill_list("wu", "bai", "feng", "ji", "jian")
    content = picture(4)
    item = he.save(files=[content], tile="cadre", respondent="赵某某", accused_unit="")
    number = he.send(item).json()["number"]
    he.send_files(item)
    ((accusation, check),) = house.raw(
        "select a.id, c.id from cases_accusation a join cases_phonecheck c on c.accusation_id = a.id where a.number = %s",
        [number],
    )
    readers = [
        row[0]
        for row in house.raw(
            "select u.username from cases_accusationreader r join network_user u on u.id = r.user_id where accusation_id = %s",
            [accusation],
        )
    ]
    assert len(readers) == 2
    assert house.raw(
        "select count(*) from network_outboxmessage where subject_id = %s and kind = 'phone_check'", [check]
    ) == [(2,)]
    assert browser_of("tian").get(f"/cases/checks/{check}/").status_code == 404
    answer = browser_of(readers[0]).post(f"/cases/checks/{check}/", {"decision": "accept_check"})
    assert answer.status_code == 302
    assert house.raw("select count(*) from cases_accusationfile where accusation_id = %s", [accusation]) == [
        (1,)
    ]


def test_a_photograph_that_arrives_after_her_post_has_ended_still_reaches_the_readers(fresh_house):
    fill_list("wu", "bai", "feng", "ji", "jian")
    he = Phone("he")
    item = he.save(files=[picture(5)], tile="cadre", respondent="赵某某", accused_unit="")
    number = he.send(item).json()["number"]
    fresh_house.raw(
        "update network_appointment set ends_on = current_date - 1 where user_id = %s", [person("he").pk]
    )
    he.send_files(item)
    assert fresh_house.raw(
        "select c.unit_id = h.city_id from cases_accusation a join cases_phonecheck c on c.accusation_id = a.id,"
        " network_user p join network_appointment o on o.user_id = p.id join network_unit h on h.id = o.unit_id"
        " where a.number = %s and p.username = 'he'",
        [number],
    ) == [(True,)]


def test_with_a_conflict_nothing_of_what_waits_is_read_or_added(fresh_house):
    he, case = Phone("he"), matter("he")
    does("he", hand_over.pass_on, case)
    late = he.save("task_done", case=str(case.pk), base="1", task="pass_on", note="她愿意等")
    assert he.send(late).json()["state"] == "check"
    hers = ["select id from cases_phonecheck where case_id = %s", [case.pk]]
    with acting("he"):
        assert len(plain_sql(*hers)) == 1
    fresh_house.raw(
        "insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)"
        " select gen_random_uuid(), %s, id, 'leader', id, now() from network_user where username = 'he'",
        [case.pk],
    )
    with acting("he"):
        assert plain_sql(*hers) == []
        unit = person("luo").appointments.get().unit_id
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            PhoneCheck(
                case_id=case.pk, unit_id=unit, kind="note", author_id=person("he").pk, entered_at=clock.now()
            ).save(force_insert=True)


def test_a_task_done_on_what_the_phone_showed_is_done_and_a_stale_one_waits(house, he):
    case = matter("he")
    told = {"case": str(case.pk), "base": str(case.version), "task": "pass_on", "note": "交给村里了"}
    late = he.save("task_done", **told | {"note": "我已经交了第二回"})
    done = he.send(he.save("task_done", **told))
    assert (done.status_code, done.json()["state"]) == (201, "received")
    stale = he.send(late)
    assert (stale.status_code, stale.json()["state"]) == (201, "check")
    assert he.send(late).json() == stale.json()
    ((check, unit, events),) = house.raw(
        "select p.id, u.name, (select count(*) from cases_event e where e.case_id = p.case_id and e.verb = 'pass_on')"
        " from cases_phonecheck p join (select id, short_name as name from network_unit) u on u.id = p.unit_id where p.case_id = %s",
        [case.pk],
    )
    assert unit == "卧虎镇" and events == 1
    assert he.client.get(f"/cases/checks/{check}/").status_code in (403, 404)
    tian = browser_of("tian")
    page = tian.get(f"/cases/checks/{check}/").content.decode()
    assert case.number in page and "我已经交了第二回" not in page  # she sees the card, not the story
    assert tian.post(f"/cases/checks/{check}/", {"decision": "set_check_aside"}).status_code == 200
    kept = tian.post(
        f"/cases/checks/{check}/", {"decision": "set_check_aside", "reason": "电话里问过，只交了一次"}
    )
    assert kept.status_code == 302
    assert house.raw(
        "select state, not exists (select 1 from cases_phonecheckwords w where w.check_id = p.id) from cases_phonecheck p"
        " where id = %s",
        [check],
    ) == [("aside", True)]
    assert house.raw("select state from network_clock where subject_id = %s", [check]) == [("met",)]
    strange = he.save("task_done", case=str(uuid.uuid4()), base="1", task="pass_on")
    assert he.send(strange).status_code == 400


def test_a_stale_note_that_is_taken_over_stands_in_the_timeline(house, he):
    case = matter("he")
    does("he", hand_over.pass_on, case)
    late = he.save("task_done", case=str(case.pk), base="1", task="pass_on", note="她愿意等")
    assert he.send(late).json()["state"] == "check"
    ((check,),) = house.raw("select id from cases_phonecheck where case_id = %s", [case.pk])
    luo = browser_of("luo")
    assert "她愿意等" in luo.get(f"/cases/checks/{check}/").content.decode()
    reveals = "select actor_id from network_auditevent where action = 'reveal' and subject_id = %s"
    assert house.raw(reveals, [str(case.pk)]) == [(person("luo").pk,)], "whoever read the words is in the log"
    assert luo.post(f"/cases/checks/{check}/", {"decision": "accept_check"}).status_code == 302
    page = luo.get(f"/cases/{case.pk}/").content.decode()
    assert "她愿意等" in page and "手机传来的内容已采用" in page
    again = luo.post(f"/cases/checks/{check}/", {"decision": "accept_check"})
    assert "已经有人核对过了" in again.content.decode()


def test_the_demo_tells_of_a_quiet_phone_and_of_a_note_that_came_too_late(house):
    quiet, well, check, told = phones.tell_all()
    assert (quiet.unsent, well.unsent) == (2, 0)
    page = browser_of("tian").get(f"/cases/checks/{check.pk}/").content.decode()
    assert "赵金凤" in page and "已转交" in page
    assert told.is_new and told.item.form == "report" and told.item.made_at < told.item.received_at
    assert told.item.number in browser_of("zhao").get("/m/mine/").content.decode()


def test_two_versions_back_are_taken_and_no_older(house, he):
    seen = []

    def take(told, arrived):
        seen.append(dict(told.items()))
        return operations.Result("T-1")

    upgrade = {n: (lambda told, n=n: _with(told, f"from_{n}")) for n in (1, 2, 3)}
    operations.register(operations.Form("trial", newest=4, take=take, upgrade=upgrade))
    try:
        answers = [he.send(he.save("trial", version=n, a="b")).status_code for n in (1, 2, 3, 4, 5)]
    finally:
        operations._forms.pop("trial")
    assert answers == [400, 201, 201, 201, 400]
    assert seen == [{"a": "b", "from_2": "x", "from_3": "x"}, {"a": "b", "from_3": "x"}, {"a": "b"}]


def _with(told, name):
    told[name] = "x"
    return told


def test_the_words_of_an_entry_are_read_by_whoever_reads_the_matter_and_its_card_by_many_more(fresh_house):
    he, case = Phone("he"), matter("he")
    does("he", hand_over.pass_on, case)
    late = he.save("task_done", case=str(case.pk), base="1", task="pass_on", note="她愿意等")
    assert he.send(late).json()["state"] == "check"
    words, cards = (
        "select check_id from cases_phonecheckwords",
        "select id from cases_phonecheck where has_words",
    )
    ((check,),) = fresh_house.raw(cards)
    reads = {"luo": 1, "tian": 0, "lin": 0, "he": 0, "feng": 0}
    for username, n in reads.items():
        with acting(username):
            assert len(plain_sql(words)) == n, username
            assert len(plain_sql(cards)) == (username != "feng"), username
    for username in ("luo", "tian", "he"):
        for statement in (
            "update cases_phonecheckwords set note = ''",
            "delete from cases_phonecheckwords",
            "insert into cases_phonecheckwords (check_id, wrapped, note) select id, '', '' from cases_phonecheck",
        ):
            with (
                acting(username),
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    page = browser_of("tian").get(f"/cases/checks/{check}/").content.decode()
    assert "她愿意等" not in page and "请打电话问她" in page
    kept = {"decision": "set_check_aside", "reason": "电话里问过"}
    assert browser_of("tian").post(f"/cases/checks/{check}/", kept).status_code == 302
    assert fresh_house.raw("select count(*) from cases_phonecheckwords") == [(0,)], "and she read none of it"
