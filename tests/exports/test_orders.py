"""What is asked for wrongly is told by its field."""

import pytest

from tests.exports.test_ledgers import order


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "1"}, "unit"),
        ({"unit": "x"}, "unit"),
        ({"first_day": "yesterday"}, "first_day"),
        ({"first_day": "2030-01-01"}, "last_day"),
        ({"last_day": "2090-01-01"}, "last_day"),
        ({"reason": " 嗯 "}, "reason"),
        ({"category": "gossip"}, "category"),
        ({"ledger": "people"}, "ledger"),
        ({"first_day": "1990-01-01", "last_day": "1990-02-01"}, "__all__"),
    ],
)
def test_a_wrong_order_is_told_by_its_field_and_loses_nothing(house, changes, field):
    with pytest.raises(AssertionError) as told:
        order("lin", **changes)
    assert field in str(told.value)
    assert house.raw("select count(*) from cases_ledgerexport") == [(0,)]
