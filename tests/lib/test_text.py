import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisterhood.lib.text import contains_id_number, contains_phone, has_nul_or_surrogate


@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800", "ok\udfffok"])
def test_text_the_database_cannot_hold_is_found(text):
    assert has_nul_or_surrogate(text)


@given(st.text())
def test_exactly_storable_text_passes(text):
    storable = "\0" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        storable = False
    assert has_nul_or_surrogate(text) is not storable


@pytest.mark.parametrize(
    "text",
    [
        "身份证22038219880312002X，住址不详",
        "22038219880312002x",
        "220382 19880312 0021",
        "220382-1988-0312-0021",
        "２２０３８２１９８８０３１２００２１",
        "旧证号220382880312002。",
    ],
)
def test_a_citizens_number_in_a_summary_is_found(text):
    assert contains_id_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年9月16日",
        "案号 XF-220382-2026-000123",
        "区划代码220382104205001",
        "220382198813400021",
        "1" * 30,
    ],
)
def test_dates_and_case_numbers_are_not_taken_for_a_citizens_number(text):
    assert not contains_id_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话13812341234请晚上打",
        "138 1234 1234",
        "138-1234-1234",
        "1381 234 1234",
        "+86 13812341234",
        "8613812341234",
        "１３８１２３４１２３４",
        "家里0434-3251234",
        "(010)62345678",
        "微信wx13812341234",
    ],
)
def test_a_phone_number_in_a_summary_is_found(text):
    assert contains_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-09-16 14:30",
        "12338",
        "请拨110",
        "220382104205001",
        "XF-2026-000123",
        "赔偿 13800 元",
        "22038219880312002X",
    ],
)
def test_dates_amounts_and_hotlines_are_not_taken_for_a_phone_number(text):
    assert not contains_phone(text)


@given(st.integers(13_000_000_000, 19_999_999_999), st.text(alphabet="她说在家里，。 a", max_size=5))
def test_every_mobile_number_is_found_wherever_it_stands(number, around):
    assert contains_phone(f"{around}{number}{around}")
