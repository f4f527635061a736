import base64
import json
import pickle
import uuid
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sisterhood.lib.crypto import DataKey, SealingKey, Suite, Unreadable
from sisterhood.lib.keyring import Keyring

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
KEYS = {suite: DataKey.generate(suite) for suite in Suite}
EACH_SUITE = pytest.mark.parametrize("suite", list(Suite), ids=lambda suite: suite.name)
HERE = {"table": "people_person", "column": "name", "pk": uuid.UUID(int=7)}
STORABLE = st.text(st.characters(exclude_categories=("Cs",)))


def _decoded(text):
    return base64.b64decode(text)


@EACH_SUITE
@given(text=STORABLE)
def test_what_was_sealed_opens_again(suite, text):
    assert KEYS[suite].open(KEYS[suite].seal(text, **HERE), **HERE) == text


@EACH_SUITE
@given(content=st.binary(max_size=500))
def test_a_file_opens_again_byte_by_byte(suite, content):
    assert KEYS[suite].open_bytes(memoryview(KEYS[suite].seal_bytes(content, **HERE)), **HERE) == content


@EACH_SUITE
@given(content=st.binary(max_size=100))
def test_an_envelope_tells_only_the_bucket_of_the_length(suite, content):
    envelope = KEYS[suite].seal_bytes(content, **HERE)
    assert len(envelope) == 3 + 4 + 12 + 16 * (len(content) // 16 + 1) + 16
    assert len(content) < 4 or content not in envelope


@EACH_SUITE
def test_two_envelopes_of_one_name_differ(suite):
    assert KEYS[suite].seal("王芳", **HERE) != KEYS[suite].seal("王芳", **HERE)
    assert len(KEYS[suite].seal("王芳", **HERE)) == len(KEYS[suite].seal("陈秀琴", **HERE))


@EACH_SUITE
@pytest.mark.parametrize(
    "other", [{"table": "cases_case"}, {"column": "phone"}, {"pk": uuid.UUID(int=8)}, {"pk": 7}]
)
def test_an_envelope_moved_to_another_row_column_or_table_is_unreadable(suite, other):
    envelope = KEYS[suite].seal("陈秀琴", **HERE)
    with pytest.raises(Unreadable):
        KEYS[suite].open(envelope, **{**HERE, **other})


@EACH_SUITE
@given(text=STORABLE, position=st.integers(min_value=0), flip=st.integers(1, 255))
def test_no_envelope_with_a_changed_byte_is_accepted(suite, text, position, flip):
    envelope = bytearray(KEYS[suite].seal(text, **HERE))
    envelope[position % len(envelope)] ^= flip
    with pytest.raises(Unreadable):
        KEYS[suite].open(envelope, **HERE)


@EACH_SUITE
@given(text=STORABLE, cut=st.integers(min_value=0), tail=st.binary(max_size=40))
def test_no_cut_or_lengthened_envelope_is_accepted(suite, text, cut, tail):
    envelope = KEYS[suite].seal(text, **HERE)
    mutated = envelope[: cut % (len(envelope) + 1)] + tail
    assume(mutated != envelope)
    with pytest.raises(Unreadable):
        KEYS[suite].open(mutated, **HERE)


@EACH_SUITE
@given(text=STORABLE, here=st.integers(min_value=0), there=st.integers(min_value=0), size=st.integers(1, 20))
def test_no_envelope_with_a_piece_moved_is_accepted(suite, text, here, there, size):
    envelope = KEYS[suite].seal(text, **HERE)
    here, there = here % len(envelope), there % len(envelope)
    rest = envelope[:here] + envelope[here + size :]
    mutated = rest[:there] + envelope[here : here + size] + rest[there:]
    assume(mutated != envelope)
    with pytest.raises(Unreadable):
        KEYS[suite].open(mutated, **HERE)


@EACH_SUITE
@given(junk=st.binary(max_size=120))
def test_junk_is_unreadable_and_nothing_else(suite, junk):
    for blob in (junk, bytes((1, suite, 4)) + junk):
        with pytest.raises(Unreadable):
            KEYS[suite].open(blob, **HERE)


@EACH_SUITE
def test_every_single_bit_of_an_envelope_counts(suite):
    envelope = KEYS[suite].seal("陈秀琴", **HERE)
    for bit in range(len(envelope) * 8):
        mutated = bytearray(envelope)
        mutated[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Unreadable):
            KEYS[suite].open(mutated, **HERE)


@pytest.mark.parametrize(("position", "value"), [(0, 0), (0, 2), (0, 255), (1, 0), (1, 3), (2, 0), (2, 200)])
def test_an_unknown_version_suite_or_key_id_is_unreadable(position, value):
    envelope = bytearray(KEYS[Suite.AES_256_GCM].seal("陈秀琴", **HERE))
    envelope[position] = value
    with pytest.raises(Unreadable):
        KEYS[Suite.AES_256_GCM].open(envelope, **HERE)


@pytest.mark.parametrize("blob", [None, "text", 7, b""])
def test_what_is_no_blob_at_all_is_unreadable(blob):
    with pytest.raises(Unreadable):
        KEYS[Suite.AES_256_GCM].open(blob, **HERE)


@EACH_SUITE
def test_the_key_of_another_case_opens_nothing(suite):
    with pytest.raises(Unreadable):
        DataKey.generate(suite).open(KEYS[suite].seal("陈秀琴", **HERE), **HERE)


@EACH_SUITE
def test_a_key_of_one_suite_still_opens_what_it_sealed_in_the_other(suite):
    other = next(each for each in Suite if each is not suite)
    key = DataKey.generate(suite)
    twin = DataKey.from_wrapped(bytes((other,)) + key.to_wrap()[1:])
    assert twin.open(key.seal("陈秀琴", **HERE), **HERE) == "陈秀琴"


def test_sealed_bytes_that_are_no_text_are_unreadable_as_text():
    key = KEYS[Suite.AES_256_GCM]
    with pytest.raises(Unreadable):
        key.open(key.seal_bytes(b"\xff\xfe", **HERE), **HERE)


def test_the_refusal_does_not_tell_what_was_wrong_or_show_the_entry():
    key = KEYS[Suite.AES_256_GCM]
    with pytest.raises(Unreadable) as moved:
        key.open(key.seal("陈秀琴", **HERE), **{**HERE, "column": "phone"})
    with pytest.raises(Unreadable) as junk:
        key.open(b"junk", **HERE)
    assert str(moved.value) == str(junk.value) != ""


@pytest.mark.parametrize(
    "place", [{"pk": None}, {"pk": ""}, {"table": ""}, {"column": "a|b"}, {"table": "a|b"}]
)
def test_nothing_is_sealed_before_its_row_has_a_key(place):
    with pytest.raises(ValueError):
        KEYS[Suite.AES_256_GCM].seal("陈秀琴", **{**HERE, **place})


def test_a_key_shows_itself_nowhere_and_travels_nowhere():
    key = DataKey.generate()
    secret = key.to_wrap()[1:]
    assert repr(key) == "<DataKey AES_256_GCM>"
    assert secret not in key.seal("陈秀琴", **HERE)
    for each in (key, SealingKey(b"k1", secret, Suite.SM4_GCM)):
        with pytest.raises(TypeError):
            pickle.dumps(each)


@pytest.mark.parametrize(("key_id", "secret"), [(b"", bytes(32)), (b"x" * 17, bytes(32)), (b"k", bytes(31))])
def test_a_key_of_the_wrong_length_is_refused(key_id, secret):
    with pytest.raises(ValueError):
        SealingKey(key_id, secret, Suite.AES_256_GCM)


def test_both_suites_have_golden_envelopes():
    assert {json.loads(path.read_text())["suite"] for path in GOLDEN} == {suite.name for suite in Suite}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_envelopes_of_every_released_format_open_for_ever(path, tmp_path):
    golden = json.loads(path.read_text())
    key_file = tmp_path / "keys.json"
    key_file.write_text(json.dumps(golden["key_file"]))
    key_file.chmod(0o400)
    keyring = Keyring.load(key_file)
    for wrapped in golden["wrapped"].values():
        key = keyring.unwrap(_decoded(wrapped), golden["case_id"])
        assert key.suite.name == golden["suite"]
        for each in golden["texts"]:
            place = {name: each[name] for name in ("table", "column", "pk")}
            assert key.open(_decoded(each["envelope"]), **place) == each["text"]
        for each in golden["files"]:
            place = {name: each[name] for name in ("table", "column", "pk")}
            assert key.open_bytes(_decoded(each["envelope"]), **place) == _decoded(each["content"])
    for each in golden["indexes"]:
        assert keyring.blind_index(each["domain"], each["value"]) == _decoded(each["index"])
