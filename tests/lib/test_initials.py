"""First letters of names: what people type instead of the signs."""

import pytest

from sisterhood.lib.initials import TABLE, initials
from sisterhood.management.commands.build_initials import table


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("公主岭市", "gzls"),
        ("长春", "cc"),
        ("双辽市", "sls"),
        ("A区3号", "aq3h"),
        ("卧虎屯", "wht"),
        ("", ""),
        ("👩 %", ""),
    ],
)
def test_places_are_spelt_as_they_are_said(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄信", "sxx"),
        ("曾志伟", "zzw"),
        ("仇英", "qy"),
        ("欧阳兰芝", "oylz"),
        ("尉迟恭", "ycg"),
        ("林晓岚", "lxl"),
    ],
)
def test_surnames_are_spelt_as_people_say_them(name, letters):
    assert initials(name, of_a_person=True) == letters


def test_the_table_says_what_the_dictionary_says():
    assert TABLE.read_text(encoding="utf-8") == table()
