"""What this house refuses to build, as words no field, list, address, column, figure or sentence may carry. A table.

Why, and what stands instead: `docs/refusals.md`. `allowed` names places and sentences in which such a word stands for
something else, with the reason; one that is not met any more fails the test, so the list never outlives its reason.
"""

import re
from dataclasses import dataclass, field

from tests.architecture.surfaces import Said


@dataclass(frozen=True)
class Refused:
    """`english`: of words in lower case with single spaces; `chinese`: of the text as it stands.

    `allowed`: the beginning of a place, or a whole sentence, and why.
    """

    code: str
    english: str
    chinese: str
    allowed: dict[str, str] = field(default_factory=dict)

    def excuse(self, said: Said) -> str | None:
        """Which of the allowed places or sentences this is."""
        return next((key for key in self.allowed if said.text == key or said.place.startswith(key)), None)

    def meets(self, said: Said) -> bool:
        """Whether this piece of text speaks of what is refused."""
        return bool(re.search(rf"\b(?:{self.english})\b", said.words) or re.search(self.chinese, said.text))


# One of the eight items of 预防未成年人犯罪法 art. 28, in the words of the law: of one child, read by leave alone, in no list.
OF_ARTICLE_28 = {
    "model cases.BehaviourNote.behaviour_of_concern": "an item of art. 28",
    "form cases.minors.forms.BehaviourForm.behaviour_of_concern": "the same",
    "list cases.minors.lists.Behaviour.GAMBLING": "the same",
    "sentence gambles in any form, or takes part in superstitious or cult activities": "the same",
}
REFUSED = (
    Refused(
        "unsafe_families",
        r"(?:unsafe|unpeaceful|problem|troubled|dangerous|suspect) (?:famil\w+|households?|homes?)|black ?lists?"
        r"|(?:famil\w+|households?) (?:colou?rs?|ratings?|grades?|labels?|stars?)",
        r"不平安|问题家庭|重点家庭|隐患家庭|黑名单|家庭等级|家庭评级|[红橙黄五三]色家庭|家庭.{0,4}颜色",
    ),
    Refused(
        "ranking",
        r"rank|ranks|ranked|ranking|rankings|leader ?boards?|league tables?|top (?:ten|five|three|\d+)|worst|most reports",
        r"排名|排行|榜|末位|倒数|名次",
        {
            "model cases.ListedReader.rank": "which of the two named readers of an accusation is asked first",
            "module cases/accusations/": "the same",
            "module cases/imports/mapping.py": "which heading of a register fits a column best",
            "module cases/protection/screen.py": "which of three levels a person signs is the higher",
        },
    ),
    Refused(
        "zero_reports",
        r"zero (?:reports?|violence|crimes?|complaints?)|quotas?|one vote veto|veto(?:ed|es)?|report targets?",
        r"零报告|零上访|零家庭暴力|零家暴|零发案|一票否决|指标数|发案率",
    ),
    Refused(
        "risk_score",
        r"scor(?:e|es|ed|ing)|risk (?:scores?|points?|index|models?|ratings?|class(?:es)?)|predict\w*|likelihood"
        r"|auto(?:matic(?:ally)?)? (?:deci\w+|refus\w+|clos\w+)",
        r"得分|分值|评分|打分|积分|风险指数|风险模型|预测|自动(?:决定|处置|判定|不予受理)",
    ),
    Refused(
        "recognition",
        r"fac(?:e|ial) (?:recognition|recogni[sz]\w+|match\w*|vectors?|prints?|id|compar\w+)|biometric\w*|voice ?prints?"
        r"|iris|finger ?prints? (?:match\w*|templates?|readers?|scan\w*)|(?:number|licen[cs]e|vehicle|car) plates?|vehicles?|cctv|surveillance",
        r"人脸|面部|声纹|虹膜|指纹|车牌|车辆|抓拍|监控",
    ),
    Refused(
        "whereabouts",
        r"latitude|longitude|gps|geo ?(?:location|points?|cod\w+|fenc\w+)|(?:her|his|their|last) whereabouts|track(?:s|ed|ing)? (?:her|him|them|people)",
        r"经纬度|轨迹|行踪|实时位置|定位",
    ),
    Refused(
        "police_records",
        r"penalt(?:y|ies)|criminal (?:records?|history)|police records?|prior (?:offen[cs]es?|convictions?)|convictions?"
        r"|detentions?|(?:non|no) prosecution|special education",
        r"处罚|前科|案底|拘留|违法记录|犯罪记录|违法犯罪|不起诉|专门教育|专门学校|强制戒毒",
        {
            "written warning or penalty decision of the police": "a paper she herself brings as evidence (法释〔2022〕17号 art. 6)",
            "告诫书、行政处罚决定书": "the same",
            "police records and receipts of calls": "the same",
            "sentence Only the eight items of art. 28 stand here": "it says that such a record has no field here",
            "template templates/cases/minors/_graver.html": "the same",
        },
    ),
    Refused(
        "belief",
        r"religio\w*|beliefs?|faiths?|church(?:es)?|mosques?|temples?|sects?|cults?|worship\w*|superstiti\w*",
        r"宗教|信仰|信教|教徒|教派|邪教|迷信|法轮",
        OF_ARTICLE_28,
    ),
    Refused(
        "ethnicity",
        r"ethnic\w*|tribes?|minority|minorities|race|races",
        r"民族|族别|族裔",
    ),
    Refused(
        "chat_ledger",
        r"chat groups?|group chats?|(?:we ?chat|ding ?talk) groups?|share (?:to|with|in) .{0,12}(?:chat|group|we ?chat)"
        r"|forward to .{0,12}group",
        r"微信群|群聊|钉钉群|群发|转发到|分享到|一键分享|一键转发",
    ),
    Refused(
        "conversion",
        r"unconverted|untransformed|not (?:yet )?(?:converted|transformed)|(?:conversion|transformation) (?:rates?|counts?)"
        r"|(?:converted|transformed) (?:families|people|persons|households)",
        r"不转化|未转化|转化率|转化数|转化人数|已转化|教育转化",
    ),
    Refused(
        "labels",
        r"tendenc(?:y|ies)|ideolog\w*|delinquen\w*|(?:juvenile|young|child) offenders?|problem (?:child|children|youth|minors?)"
        r"|state of mind",
        r"倾向|思想动态|思想状况|问题青少年|问题少年|闲散|失足|劣迹",
    ),
    Refused(
        "vice_lists",
        r"drug (?:users?|addicts?)|addict\w*|gambl\w*|prostitut\w*",
        r"吸毒|涉毒|赌博|嗜赌|卖淫|嫖娼|黄赌毒",
        {
            "sentence Pledge: none of it enters my home": "the pledge's own name; households that took part are counted, nobody is listed",
            "对方是否以自杀相威胁，或酗酒、吸毒？": "one question of her own safety, sealed with her answers; nothing lists by it",
            **OF_ARTICLE_28,
            "module cases/minors/lists.py": "the same",
        },
    ),
    Refused(
        "couple_sessions",
        r"couples? (?:sessions?|meetings?|confrontations?)|confront\w*|persuad\w+ her|talk\w* her back|reconcil\w+ (?:them|her|the couple)",
        r"当面对质|劝和|劝返|劝其回家|夫妻同场|撮合",
    ),
    Refused(
        "texts_to_her",
        r"sms|bulk (?:texts?|messages?)|auto(?:matic)? (?:calls?|texts?)|robo ?calls?|call back (?:by|from) (?:robot|machine)",
        r"短信通知|短信提醒|群呼|自动外呼|自动拨打",
    ),
)
