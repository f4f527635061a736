"""A file of the nation's shape: 342 / 2 978 / 41 352 / 620 573 rows, with five codes repeated across levels.

Invented names; codes follow the ranges of the statistical code. Run as a script with a path to write one.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from network.units.names import PROVINCES

SHAPE = {1: 342, 2: 2_978, 3: 41_352, 4: 620_573}
REPEATED = 5
Line = tuple[str, str, int, str]


def _spread(parents: list[str], count: int, width: int, most: int) -> Iterator[tuple[str, str]]:
    """`count` child codes dealt to the parents in turn; a child's own digits begin at `width`."""
    given = dict.fromkeys(parents, 0)
    for parent in islice(cycle(parents), count):
        given[parent] += 1
        if given[parent] > most:
            raise ValueError("too many children for the digits")
        digits = 2 if width < 6 else 3
        yield parent[:width] + f"{given[parent]:0{digits}d}".ljust(12 - width, "0"), parent


def lines(shape: dict[int, int] = SHAPE) -> Iterator[Line]:
    """The rows, level by level, parents first."""
    provinces = [f"{prefix}0000000000" for prefix in PROVINCES]
    cities = list(_spread(provinces, shape[1], 2, 99))
    yield from ((code, f"第{n}市", 1, "") for n, (code, _parent) in enumerate(cities, 1))
    city_codes = [code for code, _parent in cities]
    # A city without counties stands in the file twice: as a city and, with the same code, as its own county.
    alone = city_codes[-REPEATED:]
    counties = [(code, code) for code in alone]
    counties += _spread(city_codes[:-REPEATED], shape[2] - REPEATED, 4, 99)
    yield from ((code, f"第{n}县", 2, parent) for n, (code, parent) in enumerate(counties, 1))
    towns = list(_spread([code for code, _parent in counties], shape[3], 6, 399))
    yield from ((code, f"第{n}镇", 3, parent) for n, (code, parent) in enumerate(towns, 1))
    villages = _spread([code for code, _parent in towns], shape[4], 9, 399)
    yield from ((code, f"第{n}村村民委员会", 4, parent) for n, (code, parent) in enumerate(villages, 1))


def write(path: Path, shape: dict[int, int] = SHAPE) -> Path:
    """Write the file as UTF-8 CSV and answer its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("code", "name", "level", "parent_code"))
        out.writerows(lines(shape))
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]))
