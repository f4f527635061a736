"""Every number has its law, every word its place, every diagram its table."""

import re

from cases.assistance.states import ASSISTANCE
from cases.circle.states import CIRCLE, PLAN
from cases.consultations.states import COUNSELLING, LEGAL
from cases.coordination.states import INVESTIGATION
from cases.mediation.states import MEDIATION
from cases.petitions.reception.states import VISIT
from cases.petitions.states import PETITION
from cases.privacy.states import DATA_REQUEST
from cases.protection.states import INCIDENT, ORDER
from cases.referrals.states import LEGAL_AID, REFERRAL
from cases.retention.states import DESTRUCTION
from cases.support.states import CONCERN, EDUCATION, FILE, OUTREACH
from network.deadlines.policy import LADDERS, LIMITS
from network.duty.rota.states import SHIFT
from network.duty.states import RECEPTION
from network.selection.states import SELECTION
from tests.docs.pages import BASE, code_words, rows

ARTICLE = re.compile(r"art\. (\d+)((?:\(\d\))?)((?:, \d+(?:\(\d\))?| and \d+(?:\(\d\))?|–\d+)*)")


def _sources():
    return rows((BASE / "docs/legal-sources.md").read_text("utf-8"))


def test_every_limit_stands_in_the_legal_sources_with_the_source_it_stores():
    told = {row[0].strip("`"): row for row in _sources()}
    for limit in LIMITS:
        assert limit.code in told, f"{limit.code} is not in docs/legal-sources.md"
        row = told[limit.code]
        assert limit.source in row[3]
        assert row[1].startswith(str(limit.length))
        assert ("policy" in row[4]) != limit.is_statutory


def test_every_limit_has_a_ladder_and_every_ladder_a_limit():
    assert set(LADDERS) == {limit.code for limit in LIMITS}


def _articles(text):
    for first, _paragraph, more in ARTICLE.findall(text):
        span = re.findall(r"([–,]|and) ?(\d+)", more)
        yield int(first)
        for joint, number in span:
            yield from range(int(first) + 1, int(number) + 1) if joint == "–" else (int(number),)


def test_every_article_the_code_names_is_a_row_of_the_legal_sources():
    told: dict[str, set[int]] = {}
    for row in _sources():
        cell = row[1].partition(" art. ")[2] or row[1]
        numbers = {int(n) for n in re.findall(r"(?<![\d(])(\d+)", cell)}
        for first, last in re.findall(r"(\d+)–(\d+)", cell):
            numbers |= set(range(int(first), int(last) + 1))
        for place in code_words(" ".join(row)):
            told.setdefault(place, set()).update(numbers)
    for top in ("cases", "network", "sisterhood"):
        for file in (f for f in (BASE / top).rglob("*.py") if "migrations" not in f.parts):
            place = str(file.relative_to(BASE))
            missing = set(_articles(file.read_text("utf-8"))) - told.get(place, set())
            assert not missing, f"docs/legal-sources.md has no row for art. {sorted(missing)} used in {place}"


def test_the_diagram_of_a_petition_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/petition.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == PETITION.mermaid(), "print docs/diagrams/petition.md again from cases/petitions/states.py"


def test_the_diagram_of_a_demand_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/investigation.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == INVESTIGATION.mermaid(), "print it again from cases/coordination/states.py"


def test_the_diagrams_of_a_reception_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/reception.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [RECEPTION.mermaid(), VISIT.mermaid()], "print docs/diagrams/reception.md again"


def test_the_diagram_of_a_selection_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/selection.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == SELECTION.mermaid(), "print docs/diagrams/selection.md again"


def test_the_diagrams_of_a_referral_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/referral.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [REFERRAL.mermaid(), LEGAL_AID.mermaid()], "print docs/diagrams/referral.md again"


def test_the_diagrams_of_protection_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/protection.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [INCIDENT.mermaid(), ORDER.mermaid()], "print docs/diagrams/protection.md again"


def test_the_diagrams_of_shifts_and_sessions_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/consultation.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [SHIFT.mermaid(), LEGAL.mermaid(), COUNSELLING.mermaid()], "print it again"


def test_the_diagram_of_a_mediation_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/mediation.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == MEDIATION.mermaid(), "print it again from cases/mediation/states.py"


def test_the_diagram_of_a_data_request_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/data-request.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == DATA_REQUEST.mermaid(), "print it again from cases/privacy/states.py"


def test_the_diagram_of_an_assistance_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/assistance.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == ASSISTANCE.mermaid(), "print it again from cases/assistance/states.py"


def test_the_diagrams_of_family_support_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/support.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [each.mermaid() for each in (CONCERN, FILE, OUTREACH, EDUCATION)], "print it again"


def test_the_diagrams_of_a_circle_and_a_plan_are_what_their_state_tables_print():
    page = (BASE / "docs/diagrams/circle.md").read_text("utf-8")
    drawn = [part.partition("```")[0] for part in page.split("```mermaid\n")[1:]]
    assert drawn == [CIRCLE.mermaid(), PLAN.mermaid()], "print docs/diagrams/circle.md again"


def test_the_diagram_of_a_list_of_destruction_is_what_its_state_table_prints():
    page = (BASE / "docs/diagrams/destruction.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == DESTRUCTION.mermaid(), "print it again from cases/retention/states.py"


def test_every_word_of_the_glossary_is_used_where_it_says():
    for row in rows((BASE / "docs/glossary.md").read_text("utf-8")):
        if len(row) != 3 or row[1] == "code":
            continue
        text = (BASE / row[2].strip("`")).read_text("utf-8")
        missing = [word for word in code_words(row[1]) if not re.search(rf"\b{re.escape(word)}\b", text)]
        assert not missing, f"{row[2]} does not know {missing} ({row[0]})"
