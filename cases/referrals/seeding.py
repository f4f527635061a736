"""The services the catalogue begins with; administrators word, add and close them. A table."""

from typing import Any

from cases.referrals.sentences import Sentence
from cases.vocabulary.services import AidKind
from network.agencies.models import AgencyKind

INTRODUCTION, LEGAL_AID, INJURY, RELIEF = AidKind
ID_CARD = "身份证"
# kind, name, body, sentence, for whom, papers, whether a township may issue its letter
ITEMS = (
    (
        INTRODUCTION,
        "诉讼咨询和立案",
        AgencyKind.COURT,
        Sentence.FILE,
        "需要向人民法院起诉或者申请的妇女",
        "身份证、起诉状或者申请书、证据材料",
        False,
    ),
    (
        INTRODUCTION,
        "报案和求助",
        AgencyKind.POLICE,
        Sentence.RECEIVE,
        "需要向公安机关报案或者求助的妇女",
        ID_CARD,
        True,
    ),
    (
        INTRODUCTION,
        "检察监督和支持起诉",
        AgencyKind.PROSECUTOR,
        Sentence.FILE,
        "需要人民检察院监督或者支持起诉的妇女",
        "身份证、有关文书",
        False,
    ),
    (
        INTRODUCTION,
        "劳动监察投诉",
        AgencyKind.LABOUR,
        Sentence.APPLY,
        "劳动和社会保障权益受到侵害的妇女",
        "身份证、劳动合同或者工资凭证",
        True,
    ),
    (
        LEGAL_AID,
        "法律援助申请",
        AgencyKind.JUSTICE,
        Sentence.APPLY,
        "依法可以申请法律援助的妇女；遭受虐待、遗弃或者家庭暴力的，不受经济困难条件限制",
        "身份证、与申请事项有关的材料；免予核查经济困难状况的证明",
        True,
    ),
    (
        INJURY,
        "伤情鉴定",
        AgencyKind.POLICE,
        Sentence.ASSESS,
        "需要鉴定伤情的妇女和儿童",
        "身份证、就诊材料",
        False,
    ),
    (
        RELIEF,
        "临时救助",
        AgencyKind.CIVIL_AFFAIRS,
        Sentence.APPLY,
        "遭遇突发事件、意外伤害、重大疾病或者其他特殊原因，基本生活暂时严重困难的",
        "身份证、户口簿",
        True,
    ),
    (
        RELIEF,
        "最低生活保障",
        AgencyKind.CIVIL_AFFAIRS,
        Sentence.APPLY,
        "家庭人均收入低于当地最低生活保障标准的",
        "身份证、户口簿、家庭收入和财产材料",
        True,
    ),
    (
        RELIEF,
        "特困人员救助供养",
        AgencyKind.CIVIL_AFFAIRS,
        Sentence.APPLY,
        "无劳动能力、无生活来源且无法定义务人能够供养的",
        "身份证、户口簿",
        True,
    ),
)


def seed(items: Any) -> None:
    """Into an empty table; takes the model class, so that a migration can pass its own."""
    if items.objects.exists():
        return
    items.objects.bulk_create(
        items(
            kind=kind.value,
            name=name,
            agency_kind=agency.value,
            sentence=sentence.value,
            eligibility=eligibility,
            papers=papers,
            is_standard=standard,
            position=place,
        )
        for place, (kind, name, agency, sentence, eligibility, papers, standard) in enumerate(ITEMS, start=1)
    )
