import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib import identifiers
from sisterhood.lib.identifiers import uuid7


@given(st.integers(min_value=1, max_value=300))
def test_every_identifier_is_version_seven_and_greater_than_the_one_before(count):
    made = [uuid7() for _ in range(count)]
    assert all(each.version == 7 and each.variant == uuid.RFC_4122 for each in made)
    assert made == sorted(set(made))
    assert [str(each) for each in made] == sorted(str(each) for each in made)


def test_an_identifier_carries_the_real_millisecond():
    before = time.time_ns() // 1_000_000
    millisecond = uuid7().int >> 80
    assert before <= millisecond <= time.time_ns() // 1_000_000 + 1


@given(st.lists(st.integers(min_value=1, max_value=2**47), min_size=1, max_size=50))
def test_identifiers_grow_when_the_machine_clock_jumps_about(milliseconds):
    sequence = identifiers._Sequence()
    pairs = [sequence.next(each) for each in milliseconds]
    assert pairs == sorted(set(pairs))


def test_an_exhausted_millisecond_moves_on_to_the_next():
    sequence = identifiers._Sequence()
    sequence._millisecond, sequence._random = 1_000, identifiers._RANDOM_MASK
    millisecond, random = sequence.next(1_000)
    assert millisecond == 1_001
    assert random <= identifiers._RANDOM_MASK


def test_four_threads_never_make_the_same_identifier():
    with ThreadPoolExecutor(4) as pool:
        made = [
            each for batch in pool.map(lambda _: [uuid7() for _ in range(2_000)], range(4)) for each in batch
        ]
    assert len(set(made)) == 8_000


def test_a_forked_child_forgets_the_sequence_of_its_parent():
    uuid7()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, str(identifiers._sequence._millisecond).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 50) == b"0"
    os.close(reader)
    os.close(writer)
