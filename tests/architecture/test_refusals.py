"""What the house refuses to build is nowhere in it: no field, list, address, column, figure, sentence or package.

Each rule is shown a planted bad example first, so that none of these tests can pass by looking away.
"""

import re
from pathlib import Path

import polib
import pytest
from django import forms
from django.db import connection, models
from django.urls import path

from cases.exports.columns import LedgerColumn
from cases.imports.columns import Column
from cases.protection.models import SafetyScreen
from network.notifications.letter import Letter
from network.notifications.outcomes import Channel
from tests.architecture import shapes_refused, surfaces
from tests.architecture.refused import REFUSED, Refused
from tests.architecture.surfaces import BASE, Said
from tests.docs.pages import code_words, rows

TOLD_ON_THE_NEXT_PAGE = {"number", "time", "place", "year", "days"}
RULES = {rule.code: rule for rule in REFUSED}
BY_SHAPE = {"popup_name", "machine_decides", "auto_mediation"}


@pytest.fixture(scope="module")
def everything(house) -> list[Said]:
    """All the house could say or keep, read once; some forms ask the database for their choices."""
    return list(surfaces.everything())


def _found(rule: Refused, said: list[Said]) -> list[Said]:
    return [each for each in said if rule.meets(each) and rule.excuse(each) is None]


@pytest.mark.parametrize("rule", REFUSED, ids=lambda rule: rule.code)
def test_nothing_here_speaks_of_what_is_refused(rule, everything):
    assert not _found(rule, everything)


def test_the_reading_reaches_every_kind_of_place(everything):
    kinds = {each.place.partition(" ")[0] for each in everything}
    assert kinds == {
        *("model", "form", "list", "url", "column", "limit", "action"),
        *("sentence", "template", "module", "package"),
    }
    texts = {each.text for each in everything}
    assert {
        "petitioner",
        "信访人（脱敏）",
        "marital_status",
        "婚姻状况",
        "cases/<uuid:case_id>/mediation/new/",
    } <= texts


@pytest.mark.parametrize(
    ("rule", "key"),
    [(rule, key) for rule in REFUSED for key in rule.allowed],
    ids=lambda value: str(value)[:40],
)
def test_an_exception_lives_no_longer_than_its_reason(rule, key, everything):
    assert [each for each in everything if rule.meets(each) and rule.excuse(each) == key]


def test_the_database_has_no_such_table_column_or_function_either(house):
    with house.login("migrator"):
        said = list(surfaces.of_database())
        assert len(said) > 1000
        rules = [rule for rule in REFUSED if rule.code != "ranking"]
        assert not [(rule.code, each) for rule in rules for each in _found(rule, said)]
        ranks = {each.place for each in _found(RULES["ranking"], said)}
        assert ranks == {"database cases_listedreader.rank"}


def test_a_table_that_somebody_adds_by_hand_is_found(house):
    with house.login("migrator"), connection.cursor() as cursor:
        cursor.execute("create table planted_unsafe_families (household_colour text, religion text)")
        cursor.execute("create function risk_score() returns int language sql as 'select 1'")
        try:
            said = list(surfaces.of_database())
        finally:
            cursor.execute("drop function risk_score()")
            cursor.execute("drop table planted_unsafe_families")
    caught = {code for code, rule in RULES.items() for each in _found(rule, said)} - {"ranking"}
    assert caught == {"unsafe_families", "belief", "risk_score"}


# What somebody might ask for one day, in the shape in which it would come: (rule, the piece of the house).
def _model(name: str, label: str = "", choices: list | None = None) -> list[Said]:
    field = models.CharField(label or None, max_length=9, choices=choices)
    meta = type("Meta", (), {"abstract": True, "app_label": "planted"})
    planted = type("Planted", (models.Model,), {name: field, "Meta": meta, "__module__": __name__})
    return list(surfaces.of_model(planted))


def _form(name: str, label: str) -> list[Said]:
    return list(surfaces.of_form(type("Planted", (forms.Form,), {name: forms.CharField(label=label)})))


def _choices(name: str, label: str) -> list[Said]:
    return list(surfaces.of_choices(models.TextChoices("Planted", {name: (name.lower(), label)})))


def _url(route: str, name: str) -> list[Said]:
    return list(surfaces.of_urls([path(route, lambda request: None, name=name)]))


def _register(code: str, *headings: str) -> list[Said]:
    return list(surfaces.of_columns([Column(code, code, headings)], "register"))


def _ledger(code: str, heading: str) -> list[Said]:
    return list(surfaces.of_columns([LedgerColumn(code, heading, 9)], "ledger"))


def _page(text: str) -> list[Said]:
    return list(surfaces.of_template(text, "planted.html"))


def _sentence(msgid: str, chinese: str = "") -> list[Said]:
    return list(surfaces.of_sentences([msgid], [polib.POEntry(msgid=msgid, msgstr=chinese)]))


def _module(text: str) -> list[Said]:
    return list(surfaces.of_module(text, "planted.py"))


def _package(name: str) -> list[Said]:
    project = f'[project]\ndependencies = ["{name}==1.0"]\n[tool.uv]\nconstraint-dependencies = []'
    return list(surfaces.of_packages(project))


PLANTED = [
    ("unsafe_families", _url("help/families/unsafe/", "unsafe_families")),
    ("unsafe_families", _model("home", "不平安家庭")),
    ("unsafe_families", _model("household_colour")),
    ("unsafe_families", _choices("PROBLEM_FAMILY", "family")),
    ("unsafe_families", _page("<h2>重点家庭名单</h2>")),
    ("unsafe_families", _ledger("mark", "红色家庭")),
    ("ranking", _url("cases/figures/ranking/", "figures_by_unit")),
    ("ranking", _sentence("Townships by number", "各乡镇排名")),
    ("ranking", _module("def rank_hamlets(year): return year")),
    ("ranking", _page("{% translate 'Top ten hamlets' %}")),
    ("zero_reports", _module("class ZeroReports: pass")),
    ("zero_reports", _sentence("no matter came in", "零上访村")),
    ("zero_reports", _model("veto", "一票否决")),
    ("risk_score", _model("risk_score")),
    ("risk_score", _model("figure", "风险评分")),
    ("risk_score", _module("def predict(case): return 1")),
    ("risk_score", _sentence("It was decided.", "系统自动判定不予受理")),
    ("recognition", _package("face-recognition")),
    ("recognition", _form("plate", "车牌号码")),
    ("recognition", _module("def face_vector(photo): return photo")),
    ("recognition", _model("vehicle_plate")),
    ("whereabouts", _model("latitude")),
    ("whereabouts", _sentence("Where she is", "查看她的行踪轨迹")),
    ("police_records", _register("note", "违法犯罪记录", "备注")),
    ("police_records", _register("criminal_record")),
    ("police_records", _form("history", "前科情况")),
    ("police_records", _choices("NON_PROSECUTION", "不起诉")),
    ("belief", _model("religion")),
    ("belief", _form("note", "宗教信仰")),
    ("belief", _url("cases/filter/belief/", "by_belief")),
    ("belief", _choices("CULT", "邪教")),
    ("ethnicity", _model("ethnicity")),
    ("ethnicity", _register("kind_of_person", "民族")),
    ("ethnicity", _module("FILTERS = 1\ndef of(ethnic_group): pass\nof(ethnic_group='x')")),
    ("chat_ledger", _page("<button>分享到微信群</button>")),
    ("chat_ledger", _sentence("Share to the chat group")),
    ("chat_ledger", _module("def forward(): share_to_group_chat = 1")),
    ("conversion", _ledger("left", "不转化户数")),
    ("conversion", _module("untransformed = 0")),
    ("conversion", _sentence("families", "本月转化率")),
    ("labels", _model("tendency")),
    ("labels", _form("note", "思想动态")),
    ("labels", _choices("PROBLEM_CHILD", "问题青少年")),
    ("vice_lists", _choices("GAMBLER", "赌博人员")),
    ("vice_lists", _model("drug_user")),
    ("couple_sessions", _sentence("Bring both together", "约双方当面对质")),
    ("couple_sessions", _module("def couple_session(): pass")),
    ("texts_to_her", _module("def send_sms(phone): pass")),
    ("texts_to_her", _sentence("She is told", "短信通知来访人")),
]


@pytest.mark.parametrize(
    ("code", "said"), PLANTED, ids=[f"{n}-{code}" for n, (code, _said) in enumerate(PLANTED)]
)
def test_whatever_is_planted_is_found(code, said):
    assert _found(RULES[code], said)


def test_every_rule_has_something_planted_against_it():
    assert {code for code, _said in PLANTED} == set(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "units = rows.annotate(n=Count('pk')).order_by('-n')",
        "Unit.objects.order_by(Count('case'))",
        "SQL = 'select unit_id, count(*) as n from cases_case group by 1 order by n desc'",
        "SQL = 'select unit_id from cases_case group by 1 order by count(*)'",
        "worst = sorted(rows, key=lambda row: -row.reports)",
        "Counter(units).most_common(10)",
    ],
)
def test_an_order_by_number_is_recognised(text):
    assert list(shapes_refused.places_by_number(text))


@pytest.mark.parametrize(
    "text",
    [
        "rows.annotate(n=Count('pk')).order_by('unit__code')",
        "SQL = 'select count(*) from cases_case where true'",
        "sorted(rows, key=lambda row: row.unit.code)",
    ],
)
def test_counting_alone_is_no_ranking(text):
    assert not list(shapes_refused.places_by_number(text))


def test_no_place_and_no_body_is_put_in_order_of_how_many_reports_it_has(house):
    found = {
        str(p.relative_to(BASE)): lines
        for p in surfaces.modules()
        if (lines := list(shapes_refused.places_by_number(p.read_text("utf-8"))))
    }
    assert not found
    bodies = house.raw("select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace")
    assert len(bodies) > 50
    assert not [name for name, body in bodies if shapes_refused.sorted_by_a_number(body)]


PAGES = [*sorted((BASE / "templates").rglob("*.html")), *sorted((BASE / "static/js").glob("*.js"))]


# The palette and the list of keys are opened by her own key or press, and hold nothing until she asks. The switch of her
# browser asks whether it may tell her; what it tells is one fixed line in the worker.
OPENED_BY_HER = {"_palette.html", "palette.js", "find.js"}
ASKS_LEAVE = "push.js"
WORKER = BASE / "templates/pwa/worker.js"


def test_nothing_jumps_up_over_a_page_and_no_title_says_a_name():
    assert shapes_refused.jumps("<dialog open>") and shapes_refused.jumps("new Notification(name)")
    assert shapes_refused.titles("<title>{{ case.petitioner }}</title>")
    for page in PAGES:
        text = page.read_text("utf-8")
        if page.name in OPENED_BY_HER:
            assert (
                set(shapes_refused.jumps(text)) <= {"<dialog", "showModal"} and "<dialog open" not in text
            ), page
        elif page.name == ASKS_LEAVE:
            assert "showNotification" not in text and "new Notification" not in text, page
        else:
            assert not shapes_refused.jumps(text), page
        assert not shapes_refused.titles(text), page
        assert page.name == "base.html" or "block title_extra" not in text, page


def test_what_a_browser_is_told_is_one_fixed_line_whatever_arrives():
    worker = WORKER.read_text("utf-8")
    assert shapes_refused.jumps(worker) == ["showNotification"]
    assert "showNotification(TOLD.title, {body: TOLD.words," in worker and "event.data" not in worker


def test_what_the_next_page_says_on_its_own_names_nobody():
    planted = "messages.success(request, _('Her name: %(name)s') % {'name': who})\nmessages.info(r, f'{who}')"
    assert shapes_refused.placeholders_of_messages(planted) == {"name", "formatted"}
    for place in surfaces.modules():
        told = shapes_refused.placeholders_of_messages(place.read_text("utf-8"))
        assert told <= TOLD_ON_THE_NEXT_PAGE, place


def test_what_leaves_the_house_has_no_slot_for_a_ledger_and_no_way_to_her_phone():
    assert set(Channel.values) == {"email", "webhook", "push"}
    assert set(Letter.__dataclass_fields__) == {"id", "to", "urgent", "hours"}  # how soon, and for how long
    planted = (
        "from sisterhood.lib.sheets import write\nfrom cases.exports import making\nmail.attach('a.xlsx')"
    )
    assert len(shapes_refused.taken_along(planted)) == 3
    for place in sorted((BASE / "network/notifications").glob("*.py")):
        assert not shapes_refused.taken_along(place.read_text("utf-8")), place


def _numbers(model: type[models.Model]) -> list[str]:
    kinds = (models.IntegerField, models.FloatField, models.DecimalField)
    return [f.name for f in model._meta.get_fields() if isinstance(f, kinds)]


def test_no_machine_gives_her_a_number_and_its_advice_moves_nothing():
    """The screen keeps answers, an advice in words and the level a person signed; only the signing reads the advice."""
    planted = type(
        "Screen",
        (models.Model,),
        {
            "points": models.PositiveSmallIntegerField(),
            "Meta": type("Meta", (), {"abstract": True, "app_label": "planted"}),
            "__module__": __name__,
        },
    )
    assert _numbers(planted) == ["points"]
    assert not _numbers(SafetyScreen)
    readers = {
        str(p.relative_to(BASE))
        for p in surfaces.modules()
        if re.search(r"\badvise\(said\)", p.read_text("utf-8"))
    }
    assert readers == {"cases/protection/contact.py"}


REFUSALS = BASE / "docs/refusals.md"


def _page_rows() -> list[list[str]]:
    return [row for row in rows(REFUSALS.read_text("utf-8")) if len(row) == 6 and row[0].startswith("`")]


def test_every_refusal_is_told_with_its_reason_its_source_and_what_stands_instead():
    told = {row[0].strip("`"): row[1:] for row in _page_rows()}
    assert set(told) == set(RULES) | BY_SHAPE
    for code, cells in told.items():
        assert all(len(cell) > 5 for cell in cells), code


def test_whatever_holds_a_refusal_is_a_test_that_exists():
    for row in _page_rows():
        named = [word for word in code_words(row[5]) if "::" in word]
        assert named, row[0]
        for each in named:
            place, _colons, name = each.partition("::")
            assert f"def {name}(" in (BASE / place).read_text("utf-8"), each


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_whoever_reads_about_the_house_finds_what_it_refuses(page):
    assert "refusals.md" in Path(BASE / page).read_text("utf-8")
