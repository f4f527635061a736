"""What waited from a phone before its words stood apart is read as before: they go over sealed as they were, and back."""

from django.core.management import call_command

from cases.petitions import hand_over
from tests.house import browser_of
from tests.stories import does, matter
from tests.sync.phone import Phone

KEPT = "select note is not null and wrapped is not null from cases_phonecheck"


def test_words_that_waited_go_over_to_their_own_table_and_are_read_there(fresh_house):
    he, case = Phone("he"), matter("he")
    does("he", hand_over.pass_on, case)
    late = he.save("task_done", case=str(case.pk), base="1", task="pass_on", note="她愿意等")
    assert he.send(late).json()["state"] == "check"
    ((check,),) = fresh_house.raw("select id from cases_phonecheck")
    with fresh_house.login("migrator"):
        call_command("migrate", "cases", "0291", verbosity=0)
        assert fresh_house.raw(KEPT) == [(True,)]
        call_command("migrate", "cases", verbosity=0)
    assert fresh_house.raw("select check_id from cases_phonecheckwords") == [(check,)]
    assert "她愿意等" in browser_of("luo").get(f"/cases/checks/{check}/").content.decode()
    assert "她愿意等" not in browser_of("tian").get(f"/cases/checks/{check}/").content.decode()
