"""The page of definitions is what the registry says."""

from cases.statistics import measures, printing
from tests.docs.pages import BASE


def test_the_page_of_figures_is_printed_from_the_registry():
    told = (BASE / "docs/figures.md").read_text("utf-8")
    assert told == printing.page(), "print docs/figures.md again from cases/statistics/printing.py"


def test_every_table_of_the_federation_is_there_with_a_definition_for_each_column():
    codes = [table.code for table in measures.tables()]
    assert codes == [*(f"R-{n}" for n in range(1, 15)), "R-A"]
    for table in measures.tables():
        names = [each.code for each in (*table.columns, *table.shares)]
        assert len(names) == len(set(names)) and table.source and table.cycles, table.code
        assert all(str(each.means) for each in (*table.columns, *table.shares)), table.code


def test_every_figure_stands_beside_a_line_of_a_table_or_a_count_of_its_own():
    for each in measures.measures():
        table = measures.table_of(each.table)
        columns = {column.code for column in table.columns} if table is not None else None
        assert columns is None or {each.part, each.of, each.beside} - {""} <= columns, each.code
        assert each.source, each.code
