"""After every service has run and seven accounts have walked through: nothing planted lies in a dump, a log or a message."""

from email import message_from_bytes, policy

import pytest

from tests.hostile.crawling import WORDS
from tests.hostile.words import BARRED, MARKS
from tests.messages.conftest import PORTAL, carry, wants
from tests.walls import heaps

PEOPLE = ("lin", "gao", "wu", "zhou", "tian", "bai", "he", "luo")
LINE = f"您有工作待办，请登录查看。 {PORTAL}"


@pytest.fixture(scope="module")
def dumped(hostile) -> bytes:
    return heaps.dump(hostile.house)


def test_a_dump_holds_no_name_phone_address_number_or_note(dumped, hostile):
    kept = (
        *("processnote", "concernwords", "filewords", "shelterstay", "mandatoryreport", "legalconsultation"),
        *(
            "mediation",
            "aidreferral",
            "rightsassistance",
            "guardian",
            "circlemember",
            "breakglass",
            "legalhold",
        ),
    )
    for table in kept:
        assert hostile.house.raw(f"select count(*) from cases_{table}")[0][0], table
    assert len(WORDS) > len(MARKS) * 30
    assert not heaps.leaks(WORDS, dumped)


def test_the_servers_log_holds_none(hostile, walked):
    walked("zheng", "county_officer")
    file, mark = hostile.server
    if file is not None:
        assert not heaps.leaks(WORDS, heaps.written_since(file, mark))


def test_our_own_log_holds_none(hostile, walked):
    walked("zheng", "county_officer")
    written = hostile.log.getvalue()
    assert "GET 404" in written
    assert not heaps.leaks(WORDS, written.encode())


def test_redis_and_the_media_folder_hold_none(hostile):
    assert len(heaps.media()) > 300
    assert not heaps.leaks(WORDS, heaps.redis_content() + heaps.media())


def test_no_message_in_any_box_or_on_its_way_out_says_more_than_that_there_is_work(
    hostile, outside, post, robot
):
    for username in PEOPLE:
        wants(hostile.house, username, email=True, webhook=True)
    counts = carry(hostile.house)
    rows = hostile.house.raw(
        "select o::text, i::text from network_outboxmessage o left join network_inboxitem i on i.message_id = o.id"
    )
    assert len(rows) > 50
    boxes = "\n".join(text for row in rows for text in row if text)
    assert not [word for word in WORDS if word in boxes]
    assert post.got and robot.got, counts
    letters = [message_from_bytes(raw, policy=policy.default) for raw in post.got]
    assert {(each["Subject"], each.get_content().strip()) for each in letters} == {("工作提醒", LINE)}
    assert not heaps.leaks(WORDS, b"\n".join([*post.got, *robot.got]))


def test_nobody_with_a_conflict_was_told_anything(hostile):
    """Neither a message nor a reminder about the matter in which the county's leader is the other side."""
    case = hostile.town.cases[BARRED.sign].pk
    told = hostile.house.raw(
        "select o.kind from network_outboxmessage o join network_user u on u.id = o.recipient_id"
        " where u.username = 'gao' and o.posted_at >= (select opened_at from cases_case where id = %s)"
        "   and (o.subject_id = %s or o.subject_id in (select id from cases_consultation where case_id = %s)"
        "     or o.subject_id in (select id from cases_crisis where case_id = %s))",
        [case] * 4,
    )
    assert told == []
