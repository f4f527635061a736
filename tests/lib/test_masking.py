import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.masking import mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("陈秀琴", "陈*琴"),
        ("王芳", "王*"),
        ("欧阳", "欧*"),
        ("欧阳芳", "欧阳*"),
        ("欧阳娜娜", "欧阳*娜"),
        ("爱新觉罗玉兰", "爱新觉罗*兰"),
        ("赵王秀兰", "赵**兰"),
        ("古丽娜尔·阿卜杜拉", "古***拉"),
        (" 陈秀琴 ", "陈*琴"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_a_name_shows_its_surname_and_at_most_its_last_sign(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "138****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("0434-3251234", "043****1234"),
        ("3251234", "****34"),
        ("110", "****"),
        ("none", "****"),
        ("", ""),
    ],
)
def test_a_phone_shows_its_first_three_and_last_four_digits(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("id_number", "masked"),
    [
        ("22038219880312002x", "2203************2X"),
        ("220382880312002", "2203*********02"),
        ("E12345678", "******"),
        ("", ""),
    ],
)
def test_a_citizens_number_hides_the_birthday(id_number, masked):
    assert mask_id_number(id_number) == masked


@given(st.text())
def test_masking_never_fails_and_never_gives_back_a_whole_name(text):
    mask_phone(text)
    mask_id_number(text)
    masked = mask_name(text)
    assert "*" in masked or masked == ""
