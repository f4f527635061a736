"""What was told at an intake (信访工作条例 art. 19, 20(3)): its facts, and what may not be missing."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case
from cases.categories.models import CategoryItem
from cases.people.indexes import Traits, traits_of
from cases.petitions.concerns import check_item
from cases.vocabulary.intake import Category, Concern, Gender, MaritalStatus, Nature, Safety
from cases.vocabulary.petitions import RelationKind
from network.access.gate import Refusal
from network.units.models import Unit
from sisterhood.lib import clock

MAX_REPRESENTATIVES = 5  # 信访工作条例 art. 20(3)


@dataclass(frozen=True)
class Named:
    """A person as told at intake; every text may be empty."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    is_alias: bool = False
    gender: str = Gender.UNSAID
    birth_year: int | None = None
    marital_status: str = MaritalStatus.UNSAID


@dataclass(frozen=True)
class Contact:
    """How she may be reached; the default is not at all."""

    may_call: bool = False
    may_text: bool = False
    may_wechat: bool = False
    may_leave_message: bool = False
    may_write: bool = False
    code_word: str = ""
    hours: str = ""
    who_may_answer: str = ""


@dataclass(frozen=True)
class Intake:
    """What a registrar wrote down. `knows_other_side`: somebody on the local path knows the other side.

    Of an accusation the respondent is whoever it is about, and `accused_unit` where she sits.
    """

    channel: str
    safety: str
    request: str
    facts: str
    received_on: date
    petitioner: Named = Named()
    contact: Contact = Contact()
    category: str = Category.GENERAL
    nature: str = Nature.APPEAL
    prior_steps: str = ""
    is_oral: bool = False
    read_back: bool = False
    group_size: int = 1
    representatives: tuple[Named, ...] = field(default=())
    respondent: Named | None = None
    knows_other_side: bool = False
    accused_unit: Unit | None = None
    is_anonymous: bool = False
    item: CategoryItem | None = None
    concerns: tuple[str, ...] = ()

    @property
    def is_sealed(self) -> bool:
        """Violence, children, danger, accusations, and anything routed around a person."""
        return self.safety != Safety.SAFE or self.nature == Nature.ACCUSATION or self.knows_other_side

    @property
    def is_childs(self) -> bool:
        """A child is concerned: by the safety question, or by the flag where danger was its answer."""
        return self.safety == Safety.MINOR or (
            self.safety == Safety.URGENT and Concern.CHILD in map(Concern, self.concerns)
        )

    @property
    def traits(self) -> list[Traits]:
        """Petitioner and representatives, ready to be compared."""
        return [traits_of(self.petitioner), *(traits_of(each) for each in self.representatives)]


@dataclass(frozen=True)
class Earlier:
    """An earlier matter of hers that the registrar may open, and how the new one stands to it."""

    case: Case
    kind: RelationKind


def _refuse_sealed_records(intake: Intake) -> None:
    for name in ("request", "facts", "prior_steps"):
        words = wards.judge(getattr(intake, name)).refused
        if words:
            raise Refusal(name, wards.refused_sentence(words))


def check(intake: Intake) -> None:
    """Minimum fields of art. 19 and 20(3); raises Refusal with the sentence for the form."""
    if not intake.request.strip():
        raise Refusal("request", _("Please write down what she asks for."))
    if intake.safety not in Safety.values:
        raise Refusal("safety", _("Please answer the safety question."))
    if intake.is_oral and not intake.read_back:
        raise Refusal("read_back", _("Read an oral petition back to her and tick that she agrees."))
    if len(intake.representatives) > MAX_REPRESENTATIVES:
        raise Refusal("representatives", _("A group names five representatives at most."))
    if intake.is_childs and intake.nature != Nature.ACCUSATION:
        _refuse_sealed_records(intake)
    check_item(intake.item, intake.category)
    if intake.received_on > clock.today():
        raise Refusal("received_on", _("The day of receipt cannot lie in the future."))
