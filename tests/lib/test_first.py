"""A list that is longer than its page says so."""

from django.template.loader import render_to_string
from django.utils.translation import override

from sisterhood.lib.first import first


def test_a_page_knows_whether_there_are_more_rows_and_says_so():
    assert first(range(3), 3) == [0, 1, 2] and not first(range(3), 3).is_cut
    cut = first(range(4), 3)
    assert cut == [0, 1, 2] and cut.is_cut
    told = cut.each(str)
    assert told == ["0", "1", "2"] and told.is_cut
    with override("zh-hans"):
        assert "前3条" in render_to_string("parts/_cut.html", {"rows": told})
    assert render_to_string("parts/_cut.html", {"rows": first([], 3)}).strip() == ""
