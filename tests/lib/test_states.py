import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.states import IllegalTransition, StateTable, StateTableError, Transition

STATES = {"registered": "registered", "accepted": "accepted", "closed": "closed"}
ACCEPT = Transition("accept", ("registered",), "accepted", ("county_leader",), "accept")
NOTE = Transition("note", ("accepted",), "accepted", ("officer",), "note")
CLOSE = Transition("close", ("registered", "accepted"), "closed", (), "close")


@pytest.fixture
def table():
    return StateTable("matter", STATES, "registered", (ACCEPT, NOTE, CLOSE))


def test_an_event_leads_to_its_target(table):
    assert table.next("registered", "accept") == "accepted"
    assert table.next("accepted", "note") == "accepted"
    assert table.transition("accepted", "close").actors == ()


@pytest.mark.parametrize("event", ["accept", "no_such_event"])
def test_an_event_out_of_place_is_refused_with_a_sentence_naming_both(table, event):
    with pytest.raises(IllegalTransition) as refusal:
        table.next("closed", event)
    assert str(refusal.value) == f"“{event}” is not possible while the state is “closed”."
    assert (refusal.value.state, refusal.value.event) == ("closed", event)


def test_allowed_lists_the_transitions_in_the_order_of_the_table(table):
    assert table.allowed("registered") == [ACCEPT, CLOSE]
    assert table.allowed("accepted") == [NOTE, CLOSE]
    assert table.allowed("closed") == []


def test_only_a_state_without_a_way_out_is_final(table):
    assert [state for state in STATES if table.is_final(state)] == ["closed"]


def test_the_diagram_prints_every_arrow(table):
    assert table.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> registered\n"
        "    registered --> accepted: accept (county_leader)\n"
        "    accepted --> accepted: note (officer)\n"
        "    registered --> closed: close\n"
        "    accepted --> closed: close\n"
        "    closed --> [*]\n"
    )


def test_an_unknown_state_is_a_fault_of_the_program(table):
    with pytest.raises(KeyError):
        table.next("lost", "accept")


@pytest.mark.parametrize(
    ("initial", "transitions", "fault"),
    [
        ("nowhere", (ACCEPT, CLOSE), "unknown states: nowhere"),
        (
            "registered",
            (ACCEPT, CLOSE, Transition("go", ("closed",), "gone", (), "go")),
            "unknown states: gone",
        ),
        (
            "registered",
            (ACCEPT, CLOSE, Transition("go", ("from",), "closed", (), "go")),
            "unknown states: from",
        ),
        ("registered", (ACCEPT, CLOSE, ACCEPT), "events leading two ways"),
        ("registered", (CLOSE,), "unreachable states: accepted"),
        (
            "registered",
            (ACCEPT, CLOSE, Transition("go", (), "closed", (), "go")),
            "events without a source: go",
        ),
    ],
)
def test_a_faulty_table_does_not_come_into_being(initial, transitions, fault):
    with pytest.raises(StateTableError, match=fault):
        StateTable("matter", STATES, initial, transitions)


@given(st.lists(st.sampled_from(["accept", "note", "close"]), max_size=12))
def test_no_sequence_of_events_leaves_the_table_or_leaves_a_final_state(events):
    table = StateTable("matter", STATES, "registered", (ACCEPT, NOTE, CLOSE))
    state = table.initial
    for event in events:
        was = state
        try:
            state = table.next(state, event)
        except IllegalTransition:
            assert event not in {each.event for each in table.allowed(state)}
        assert state in STATES
        assert not table.is_final(was) or state == was
