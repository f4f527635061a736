"""Her inbox: whose matter each sentence is about, and nothing of what she may not see."""

from datetime import timedelta

from network.notifications import delivery, outbox
from tests.house import acting, browser_of, person
from tests.messages.conftest import tell
from tests.stories import NAME, STORY, matter


def _told(house, username: str, case, key: str) -> None:
    with acting("lin"):
        outbox.post("assigned", recipient=person(username), key=key, subject=("case", case.pk))
    with house.login("worker"):
        delivery.deliver_due()


def test_two_equal_sentences_are_told_apart_by_the_number_of_the_matter(fresh_house):
    first, second = matter("lin"), matter("lin")
    _told(fresh_house, "lin", first, "a")
    _told(fresh_house, "lin", second, "b")
    page = browser_of("lin").get("/inbox/").content.decode()
    assert first.number in page and second.number in page
    assert STORY not in page and NAME not in page
    assert page.index(first.number) < page.index(second.number), "one line, and what waits longest leads"
    assert "共2条，最早一条" in page


def test_the_number_of_a_matter_she_may_not_see_stays_out_of_her_inbox(fresh_house):
    case = matter("lin")
    _told(fresh_house, "zheng", case, "a")
    page = browser_of("zheng").get("/inbox/").content.decode()
    assert "未读" in page and case.number not in page


def test_all_is_read_at_once_and_what_arrived_since_stays_unread(fresh_house):
    tell("lin", key="a")
    with fresh_house.login("worker"):
        delivery.deliver_due()
    her = browser_of("lin")
    assert "全部已读" in her.get("/inbox/").content.decode()
    with acting("lin") as (lin, _scope):
        shown = outbox.inbox_of(lin)[0].at
    tell("lin", key="b")
    with fresh_house.login("worker"):
        delivery.deliver_due()
    assert her.post("/inbox/read/", {"until": shown.isoformat()}).status_code == 302
    with acting("lin") as (lin, _scope):
        assert outbox.unread_count(lin) == 1
    for bad in ("", "tomorrow", "2026-13-40T00:00:00", "2026-01-01T00:00:00"):
        assert her.post("/inbox/read/", {"until": bad}).status_code == 302
    later = shown + timedelta(days=1)
    her.post("/inbox/read/", {"until": later.isoformat()})
    assert "全部已读" not in her.get("/inbox/").content.decode()
