"""The kinds of rights assistance (item 53): what the law says, who asks, by when, and which result it wants. A table.

`begins` is our own clock, from asking; `answers` that of the body, from the day it had the matter in its hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.assistance.lists import AssistanceKind as K
from network.units.models import Level


@dataclass(frozen=True)
class Kind:
    """One kind. `deepest`: the lowest level whose federation asks; `sealed`: on sealed matters alone.

    `consent`: nothing goes out without hers. `at_once`: a duty counted in minutes, which her wish does not end.
    """

    begins: str
    answers: str
    says: Any
    asks: Any
    began: Any
    result: Any
    source: str
    deepest: Level = Level.COUNTY
    sealed: bool = False
    consent: bool = True
    at_once: bool = False


KINDS: Mapping[str, Kind] = {
    K.HARASSMENT: Kind(
        begins="assistance.complaint",
        answers="assistance.complaint_result",
        says=_(
            "Employer or school must handle her complaint promptly and tell her the result in writing. We go with her."
        ),
        asks=_("Employer, school or other unit she complains to"),
        began=_("Complaint handed in, accompanied, on"),
        result=_(
            "The law wants this result in writing: ask for the paper, and note meanwhile what was said."
        ),
        source="《妇女权益保障法》第二十三条",
        sealed=True,
    ),
    K.LAND: Kind(
        begins="assistance.land",
        answers="assistance.land_result",
        says=_(
            "No rule of a village takes land or membership from a woman because she married, divorced or lost her husband. The township orders it to be put right."
        ),
        asks=_("Township government, arbitration body or court"),
        began=_("Application handed in on"),
        result=_("Ask the township for its order or answer on paper, and note meanwhile what was said."),
        source="《妇女权益保障法》第五十五条、第五十六条、第七十五条；《农村土地承包法》第三十一条；《农村集体经济组织法》第八条",
        deepest=Level.TOWNSHIP,
    ),
    K.GUARDIAN: Kind(
        begins="assistance.guardian",
        answers="assistance.guardian_result",
        says=_(
            "A federation may apply to the court itself when a guardian harms or abandons whoever is in her or his care."
        ),
        asks=_("Court that is applied to"),
        began=_("The court registered it on"),
        result=_("Record the judgment itself; what was said in the hearing is a note."),
        source="《民法典》第三十一条、第三十六条",
        consent=False,
    ),
    K.LAWSUIT: Kind(
        begins="assistance.lawsuit",
        answers="assistance.lawsuit_result",
        says=_(
            "A woman who goes to court is supported: papers, a letter of support, the way to the prosecutor."
        ),
        asks=_("Court, or prosecutor who supports the suit"),
        began=_("Suit handed in on"),
        result=_("The court registers the suit or refuses in writing: record that paper."),
        source="《妇女权益保障法》第七十三条第二款、第七十八条；《民事诉讼法》第十五条",
    ),
    K.INTERVIEW: Kind(
        begins="assistance.interview",
        answers="assistance.interview_result",
        says=_(
            "The labour department may summon the employer together with union and federation, and set a day to put it right."
        ),
        asks=_("Employer that is summoned"),
        began=_("Interview held on"),
        result=_("Ask for what was put right on paper, as the interview demanded."),
        source="《妇女权益保障法》第七十四条",
    ),
    K.TRAFFICKING: Kind(
        begins="assistance.report",
        answers="assistance.report_result",
        says=_(
            "Call 110 first. A woman who may have been bought and sold is reported at once; nobody waits for her consent or for papers."
        ),
        asks=_("Police that is told"),
        began=_("Police told at"),
        result=_("Ask the police on paper whether a case was opened, and note meanwhile what was said."),
        source="《妇女权益保障法》第二十二条",
        sealed=True,
        consent=False,
        at_once=True,
    ),
}
# After this her right to have the village's decision revoked is gone; a warning, not a duty.
REVOKE = "assistance.land_revoke"
LIMITS = (*(code for kind in KINDS.values() for code in (kind.begins, kind.answers)), REVOKE)
