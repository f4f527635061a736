"""The demo's public door: windows to read, a letter whose progress opens by number and code, a call to make again."""

from cases.door import asking
from cases.petitions import following
from network.sites.models import ServiceWindow
from sisterhood.demo import doors
from tests.door.conftest import key
from tests.house import acting, browser_of


def test_windows_are_published_a_letter_is_on_its_way_and_a_call_waits(fresh_house, client):
    receipt = doors.tell_all()
    assert ServiceWindow.objects.exclude(published_since=None).count() == 4
    assert "0434-5550200" in client.get("/help/units/220382000000/").content.decode()
    progress = asking.ask(key(receipt))
    assert str(progress.label)
    with acting("lin") as (_lin, scope):
        assert [row.case.category for row in following.waiting(scope, limit=9)] == ["culture_education"]
    assert "网名小雨" not in browser_of("lin").get("/").content.decode()
