import base64
import json
import os
import pickle
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.crypto import DataKey, Suite, Unreadable
from sisterhood.lib.keyring import DOMAINS, KeyFileError, Keyring

CASE = uuid.UUID(int=2026)
SECRETS = {"k1": os.urandom(32), "k2": os.urandom(32)}
INDEX = os.urandom(32)
OLD = Keyring(active="k1", keys=SECRETS, index=INDEX)
NEW = Keyring(active="k2", keys=SECRETS, index=INDEX, suite=Suite.SM4_GCM)
PLACE = {"table": "t", "column": "c", "pk": 1}


def _written(path, content, mode=0o400):
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    path.chmod(mode)
    return path


def _b64(secret):
    return base64.b64encode(secret).decode()


def test_a_new_key_file_is_for_its_owner_alone_and_loads_again(tmp_path):
    path = tmp_path / "keys.json"
    made = Keyring.create(path)
    assert path.stat().st_mode & 0o777 == 0o400
    assert os.listdir(tmp_path) == ["keys.json"]
    key = DataKey.generate()
    assert Keyring.load(path).unwrap(made.wrap(key, CASE), CASE) == key
    assert Keyring.load(path).blind_index("name", "王芳") == made.blind_index("name", "王芳")


def test_a_key_file_is_never_overwritten(tmp_path):
    path = tmp_path / "keys.json"
    Keyring.create(path, suite=Suite.SM4_GCM)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Keyring.create(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["keys.json"]


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420, 0o401])
def test_a_key_file_open_to_others_is_refused(tmp_path, mode):
    path = tmp_path / "keys.json"
    Keyring.create(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="0400"):
        Keyring.load(path)


def test_a_missing_key_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(KeyFileError, match="cannot be read"):
        Keyring.load(tmp_path / "none.json")


GOOD = {"active": "k1", "keys": {"k1": _b64(SECRETS["k1"])}, "index": _b64(INDEX)}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        "null",
        {},
        {**GOOD, "active": "k9"},
        {**GOOD, "active": ["k1"]},
        {**GOOD, "keys": {}},
        {**GOOD, "keys": ["k1"]},
        {**GOOD, "keys": {"k1": "!!!"}},
        {**GOOD, "keys": {"k1": 5}},
        {**GOOD, "keys": {"k1": _b64(b"short")}},
        {**GOOD, "keys": {"k1": GOOD["keys"]["k1"], "": GOOD["keys"]["k1"]}},
        {**GOOD, "keys": {"k1": GOOD["keys"]["k1"], "键": GOOD["keys"]["k1"]}},
        {**GOOD, "index": GOOD["keys"]["k1"]},
        {**GOOD, "index": None},
        {**GOOD, "suite": "ROT13"},
    ],
)
def test_a_malformed_key_file_is_refused_without_showing_a_key(tmp_path, content):
    path = _written(tmp_path / "keys.json", content)
    with pytest.raises(KeyFileError) as refusal:
        Keyring.load(path)
    assert GOOD["keys"]["k1"][:8] not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_key_file_without_a_suite_means_aes(tmp_path):
    keyring = Keyring.load(_written(tmp_path / "keys.json", GOOD))
    assert keyring.wrap(DataKey.generate(), CASE)[1] == Suite.AES_256_GCM


@pytest.mark.parametrize("keyring", [OLD, NEW], ids=["aes", "sm4"])
def test_a_data_key_is_wrapped_for_one_case_only(keyring):
    key = DataKey.generate()
    wrapped = keyring.wrap(key, CASE)
    assert keyring.unwrap(memoryview(wrapped), CASE) == key
    assert keyring.unwrap(wrapped, str(CASE)) == key
    with pytest.raises(Unreadable):
        keyring.unwrap(wrapped, uuid.UUID(int=2027))
    with pytest.raises(ValueError):
        keyring.wrap(key, "")


@pytest.mark.parametrize("keyring", [OLD, NEW], ids=["aes", "sm4"])
@given(position=st.integers(min_value=0), flip=st.integers(1, 255), cut=st.integers(1, 100))
def test_no_changed_or_cut_wrapped_key_is_accepted(keyring, position, flip, cut):
    wrapped = bytearray(keyring.wrap(DataKey.generate(), CASE))
    wrapped[position % len(wrapped)] ^= flip
    for blob in (wrapped, wrapped[: -min(cut, len(wrapped))]):
        with pytest.raises(Unreadable):
            keyring.unwrap(blob, CASE)


def test_an_entry_envelope_is_not_taken_for_a_wrapped_key():
    key = DataKey.generate()
    with pytest.raises(Unreadable):
        OLD.unwrap(key.seal("x" * 33, table="data key", column="x", pk=CASE), CASE)


def test_rotation_rewraps_the_key_and_leaves_the_entries_alone():
    key = DataKey.generate()
    entry = key.seal("陈秀琴", **PLACE)
    wrapped = OLD.wrap(key, CASE)
    assert NEW.needs_rewrap(wrapped)
    again = NEW.rewrap(wrapped, CASE)
    assert not NEW.needs_rewrap(again)
    alone = Keyring(active="k2", keys={"k2": SECRETS["k2"]}, index=INDEX)
    assert alone.unwrap(again, CASE).open(entry, **PLACE) == "陈秀琴"
    with pytest.raises(Unreadable):
        alone.unwrap(wrapped, CASE)


@pytest.mark.parametrize(
    ("domain", "one", "other"),
    [
        ("phone", "13812341234", "+86 138-1234-1234"),
        ("phone", "13812341234", "００８６１３８１２３４１２３４"),
        ("id_number", "22038219880312002X", " 220382 19880312 002x "),
        ("id_number", "22038219880312002X", "22038219880312002Ｘ"),
        ("name", "陈秀琴", " 陈 秀琴　"),
        ("name", "Mary Li", "MARY li"),
        ("name", "古丽娜尔·阿卜杜拉", "古丽娜尔•阿卜杜拉"),
        ("name", "古丽娜尔·阿卜杜拉", "古丽娜尔・阿卜杜拉"),
    ],
)
def test_the_same_person_written_two_ways_has_one_index(domain, one, other):
    assert OLD.blind_index(domain, one) == OLD.blind_index(domain, other)
    assert len(OLD.blind_index(domain, one)) == 32


def test_indexes_differ_between_values_domains_and_keys_but_not_between_sealing_keys():
    assert OLD.blind_index("name", "陈秀琴") != OLD.blind_index("name", "陈秀芹")
    assert OLD.blind_index("phone", "13812341234") != OLD.blind_index("id_number", "13812341234")
    assert OLD.blind_index("name", "陈秀琴") == NEW.blind_index("name", "陈秀琴")
    other = Keyring(active="k1", keys=SECRETS, index=os.urandom(32))
    assert OLD.blind_index("name", "陈秀琴") != other.blind_index("name", "陈秀琴")


@pytest.mark.parametrize(
    ("domain", "value"), [("phone", ""), ("phone", "没有"), ("name", "  "), ("id_number", "无")]
)
def test_an_empty_entry_has_no_index_and_so_matches_nobody(domain, value):
    assert OLD.blind_index(domain, value) is None


def test_an_unknown_domain_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        OLD.blind_index("nickname", "x")


@given(st.sampled_from(sorted(DOMAINS)), st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_can_be_asked_for(domain, value):
    index = OLD.blind_index(domain, value)
    assert index is None or len(index) == 32


def test_a_keyring_shows_no_key_and_is_never_pickled():
    assert repr(OLD) == "<Keyring active=k1 of 2>"
    with pytest.raises(TypeError):
        pickle.dumps(OLD)
