"""What the pages say about files, commands, settings and people is true."""

import re
import subprocess

from celery.schedules import crontab
from django.core.management import get_commands

from network.access.roles import ROLES
from sisterhood.demo import cast
from sisterhood.schedule import BEAT
from tests.accusations.stories import ACCUSED, accuse, furnish, readers, unit_of
from tests.docs.pages import BASE, PAGES, code_words, links, named, rows

PLACE = re.compile(
    r"(?:network|cases|outreach|sisterhood|tests|bench|docs|locale|templates|static|\.ci)/[\w./-]*"
)
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
SETTING = re.compile(r'environ(?:\.get\(|\.setdefault\(|\[)\s*"([A-Z_]+)"')
PRIVATE = {"SISTERHOOD_EMBEDDED"}


def test_every_file_a_page_names_exists():
    missing = []
    for page in PAGES:
        places = {word for word in code_words(page.read_text("utf-8")) if PLACE.fullmatch(word)}
        missing += [f"{named(page)} names {place}" for place in sorted(places) if not (BASE / place).exists()]
    assert PAGES and not missing


def test_every_link_leads_to_a_page():
    missing = []
    for page in PAGES:
        targets = [target.partition("#")[0] for target in links(page.read_text("utf-8"))]
        gone = [target for target in targets if target and not (page.parent / target).exists()]
        missing += [f"{named(page)} links to {target}" for target in gone]
    assert not missing


def test_every_command_a_page_names_can_be_run():
    known, unknown = get_commands(), []
    for page in PAGES:
        named_here = COMMAND.findall(page.read_text("utf-8"))
        unknown += [f"{named(page)} names {name}" for name in named_here if name not in known]
    assert not unknown


def test_the_sign_in_table_of_the_readme_is_the_cast_of_the_demo():
    text = (BASE / "README.md").read_text("utf-8")
    told = [row for row in rows(text) if row[0].startswith("`") and len(row) == 4]
    assert cast.PASSWORD in text
    assert [(row[0].strip("`"), *row[1:3]) for row in told] == [
        (person.username, person.name, person.role) for person in (*cast.CAST, *cast.ON_DUTY, *cast.MEDIATORS)
    ]
    places = {row[0].strip("`"): re.search(r"reader of accusations, place (\d+)", row[3]) for row in told}
    assert {name: int(place[1]) for name, place in places.items() if place} == {
        name: cast.reads(name) for name in cast.READERS
    }


def test_demo_prints_the_sign_in_table_of_the_readme(fresh_house):
    with fresh_house.login("migrator"):
        cast.seat((*cast.ON_DUTY, *cast.MEDIATORS))
    printed = [(username, name, role, place) for username, name, role, _unit, place in cast.table()]
    assert printed == [
        (person.username, person.name, str(ROLES[person.role].label), cast.reads(person.username))
        for person in (*cast.CAST, *cast.ON_DUTY, *cast.MEDIATORS)
    ]


def test_the_first_two_on_the_list_of_the_demo_read_an_accusation(fresh_house):
    furnish(fresh_house, *cast.READERS)
    town = unit_of(cast.WOHU_TOWN, 3)
    assert readers(fresh_house, accuse("he", town, ACCUSED)) == list(cast.READERS[:2])
    assert readers(fresh_house, accuse("he", name="某人")) == ["ji", "jian"]


def test_every_variable_the_settings_read_is_explained_and_no_other():
    read = set(SETTING.findall((BASE / "sisterhood/settings.py").read_text("utf-8"))) - PRIVATE
    text = (BASE / "docs/operations.md").read_text("utf-8")
    table = {word for row in rows(text) for word in code_words(row[0]) if re.fullmatch(r"[A-Z_]{5,}", word)}
    assert read <= table, f"docs/operations.md does not explain {sorted(read - table)}"
    known = read | {"SISTERHOOD_TEST_SUPERUSER_URL", "SISTERHOOD_TEST_REDIS_URL"}
    assert table <= known, f"docs/operations.md explains {sorted(table - known)}, which nothing reads"


def test_the_table_of_jobs_is_what_runs_by_itself():
    text = (BASE / "docs/operations.md").read_text("utf-8")
    table = text.partition("## What runs by itself")[2].partition("\n## ")[0]
    told = {row[0]: row[1] for row in rows(table)[1:]}
    assert told == {name: _how_often(job["schedule"]) for name, job in BEAT.items()}


def _how_often(schedule: float | crontab) -> str:
    """As an operator says it: 60 s, 5 minutes, hour, day or Monday with its moment."""
    if not isinstance(schedule, crontab):
        return f"{schedule:.0f} s"
    hours, minutes = sorted(schedule.hour), sorted(schedule.minute)
    if len(hours) == 1 and schedule.day_of_week == {1}:
        return f"Monday, {hours[0]:02}:{minutes[0]:02}"
    if len(hours) == 1:
        return f"day, {hours[0]:02}:{minutes[0]:02}"
    return "hour" if len(minutes) == 1 else f"{minutes[1] - minutes[0]} minutes"


def test_the_readme_counts_the_cast():
    assert f"the whole cast of {len(cast.CAST)}" in (BASE / "README.md").read_text("utf-8")


def test_nothing_committed_names_a_package_registry_or_a_lock_file():
    hosts = ("py" + "pi.org", "python" + "hosted", "deb." + "debian", "registry." + "npmjs")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=BASE, capture_output=True, text=True, check=True)
    files = [BASE / name for name in tracked.stdout.split("\0") if name]
    assert BASE / "uv.lock" not in files
    for file in (f for f in files if f.is_file()):
        text = file.read_bytes().decode("utf-8", errors="replace")
        assert not [host for host in hosts if host in text], named(file)
