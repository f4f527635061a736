"""One office for a whole module: an adviser, two counsellors, somebody on call."""

from types import SimpleNamespace

import pytest

from tests.consultations.rota import expert, seat


@pytest.fixture(scope="module")
def office(house):
    """duan advises on law, yan and ying counsel, dou is on call."""
    seat(house, "ying", "应如水", "counsellor")
    seat(house, "dou", "窦值班", "duty_officer")
    return SimpleNamespace(
        duan=expert("duan", "legal_adviser"),
        yan=expert("yan", "counsellor"),
        ying=expert("ying", "counsellor"),
        house=house,
    )
