"""What a register (来信来访台账) may hold: columns, the headings they go by, the words they are written in. Tables only.

Headings and words are what offices really write; they are compared without spaces, brackets and marks.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.intake import Category, Channel, Gender, MaritalStatus, Nature


@dataclass(frozen=True)
class Column:
    """One thing a register says of a matter. `headings`: the best first."""

    code: str
    label: object
    headings: tuple[str, ...]


COLUMNS = (
    Column("old_number", _("old number"), ("登记编号", "信访编号", "编号", "案号", "序号")),
    Column(
        "received_on",
        _("received on"),
        (
            *("来信来访日期", "来信来访时间", "收到日期", "收到时间", "来访日期", "来访时间", "登记日期"),
            *("登记时间", "接待日期", "接待时间", "日期", "时间"),
        ),
    ),
    Column("channel", _("how it came in"), ("来信来访方式", "信访方式", "信访形式", "方式", "形式", "渠道")),
    Column(
        "name",
        _("name"),
        ("来信来访人", "来访人姓名", "信访人姓名", "信访人", "来访人", "来信人", "反映人", "当事人", "姓名"),
    ),
    Column("gender", _("gender"), ("性别",)),
    Column("age", _("age or year of birth"), ("年龄", "出生年月", "出生日期", "出生年份", "周岁")),
    Column("marital_status", _("marital status"), ("婚姻状况", "婚否", "婚姻")),
    Column("phone", _("phone"), ("联系电话", "联系方式", "手机号码", "手机号", "手机", "电话")),
    Column("id_number", _("identity number"), ("身份证号码", "身份证号", "身份证", "证件号码")),
    Column(
        "address", _("address"), ("家庭住址", "现住址", "住址", "联系地址", "地址", "单位或住址", "户籍地")
    ),
    Column("group_size", _("how many people"), ("来访人数", "人数", "涉及人数")),
    Column("request", _("request"), ("主要诉求", "信访诉求", "诉求", "请求事项", "来访目的")),
    Column(
        "facts",
        _("facts"),
        (
            *(
                "反映的主要问题",
                "反映主要问题",
                "反映问题",
                "反映内容",
                "信访内容",
                "来信来访内容",
                "主要内容",
            ),
            *("内容摘要", "主要问题", "事由", "基本情况", "事实和理由", "内容"),
        ),
    ),
    Column("respondent", _("other side"), ("被反映人", "被反映人姓名", "被反映单位", "对方姓名", "对方")),
    Column(
        "category", _("class"), ("诉求类别", "问题类别", "信访类别", "权益类别", "案件类别", "类别", "分类")
    ),
    Column("nature", _("nature"), ("信访性质", "性质")),
    Column("violence", _("violence in the family"), ("是否涉家暴", "是否家暴", "涉家暴", "家暴")),
    Column(
        "minor", _("a child is concerned"), ("是否涉及未成年人", "是否涉未成年人", "涉未成年人", "涉及儿童")
    ),
    Column("status", _("open or closed"), ("办理状态", "是否办结", "办结情况", "办理进度", "状态")),
    Column("accepted_on", _("accepted on"), ("受理日期", "受理时间")),
    Column("closed_on", _("closed on"), ("办结日期", "办结时间", "答复日期", "答复时间", "结案日期")),
    Column(
        "result",
        _("result"),
        ("办理结果", "处理结果", "处理意见", "处理情况", "办理情况", "答复意见", "结果"),
    ),
    Column("responsible", _("who handled it"), ("承办人", "接待人", "经办人", "办理人", "受理人", "责任人")),
    Column("remarks", _("remarks"), ("备注", "说明")),
)
BY_CODE = {column.code: column for column in COLUMNS}
# One of each line must be there, or nobody could tell what a row is.
NEEDED = (("received_on",), ("request", "facts"), ("status", "closed_on"))

CHANNEL_WORDS = {
    "来信": Channel.LETTER,
    "信件": Channel.LETTER,
    "来访": Channel.VISIT,
    "走访": Channel.VISIT,
    "上门": Channel.VISIT,
    "来电": Channel.PHONE,
    "电话": Channel.PHONE,
    "12338": Channel.HOTLINE,
    "热线": Channel.HOTLINE,
    "网络": Channel.WEB,
    "网上": Channel.WEB,
    "微信": Channel.WEB,
    "接待日": Channel.RECEPTION_DAY,
    "站点": Channel.STATION,
    "反馈站": Channel.STATION,
    "说事点": Channel.TALK_POINT,
    "巡逻": Channel.PATROL,
}
# Read in this order, the first word found in the cell decides.
CATEGORY_WORDS = {
    "家暴": Category.FAMILY,
    "家庭暴力": Category.FAMILY,
    "婚姻": Category.FAMILY,
    "家庭": Category.FAMILY,
    "离婚": Category.FAMILY,
    "抚养": Category.FAMILY,
    "赡养": Category.FAMILY,
    "婚外": Category.FAMILY,
    "劳动": Category.LABOUR,
    "社会保": Category.LABOUR,
    "社保": Category.LABOUR,
    "就业": Category.LABOUR,
    "工资": Category.LABOUR,
    "财产": Category.PROPERTY,
    "土地": Category.PROPERTY,
    "宅基地": Category.PROPERTY,
    "拆迁": Category.PROPERTY,
    "继承": Category.PROPERTY,
    "债务": Category.PROPERTY,
    "文化": Category.CULTURE,
    "教育": Category.CULTURE,
    "政治": Category.POLITICAL,
    "选举": Category.POLITICAL,
    "人身": Category.PERSON,
    "人格": Category.PERSON,
    "骚扰": Category.PERSON,
    "拐卖": Category.PERSON,
    "性侵": Category.PERSON,
    "综合": Category.GENERAL,
    "其他": Category.GENERAL,
    "其它": Category.GENERAL,
    "咨询": Category.GENERAL,
    "救助": Category.GENERAL,
    "建议": Category.GENERAL,
}
NATURE_WORDS = {
    "建议": Nature.SUGGESTION,
    "检举": Nature.ACCUSATION,
    "控告": Nature.ACCUSATION,
    "举报": Nature.ACCUSATION,
    "申诉": Nature.APPEAL,
    "求决": Nature.APPEAL,
    "求助": Nature.APPEAL,
    "咨询": Nature.APPEAL,
}
GENDER_WORDS = {"女": Gender.FEMALE, "男": Gender.MALE, "不详": Gender.UNSAID, "未知": Gender.UNSAID}
MARITAL_WORDS = {
    "未婚": MaritalStatus.SINGLE,
    "已婚": MaritalStatus.MARRIED,
    "再婚": MaritalStatus.MARRIED,
    "离异": MaritalStatus.DIVORCED,
    "离婚": MaritalStatus.DIVORCED,
    "丧偶": MaritalStatus.WIDOWED,
    "不详": MaritalStatus.UNSAID,
}
CLOSED, REGISTERED, HANDLING = "closed", "registered", "handling"
# The longest word first, so that 未办结 is not read as 办结.
STATUS_WORDS = {
    "未办结": HANDLING,
    "未结": HANDLING,
    "办理中": HANDLING,
    "处理中": HANDLING,
    "在办": HANDLING,
    "已受理": HANDLING,
    "未受理": REGISTERED,
    "待办": REGISTERED,
    "已登记": REGISTERED,
    "登记": REGISTERED,
    "已办结": CLOSED,
    "办结": CLOSED,
    "已结": CLOSED,
    "结案": CLOSED,
    "已答复": CLOSED,
    "终结": CLOSED,
    "受理": HANDLING,
    "否": HANDLING,
    "是": CLOSED,
}
YES, NO = (
    ("是", "有", "√", "✓", "涉", "1", "y", "yes", "对"),
    ("否", "无", "×", "不", "不涉", "0", "n", "no", "/"),
)
# A matter that says one of these is sealed, whatever the register calls it: rather one too many.
SEALING_WORDS = {
    "violence": ("家暴", "家庭暴力", "殴打", "打骂", "虐待", "性侵", "强奸", "猥亵", "骚扰", "囚禁"),
    "minor": ("未成年", "幼女", "女童", "男童", "儿童被", "孩子被"),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell and how to mend it."""

    what: object
    mend: object


PROBLEMS = {
    "missing": Problem(_("nothing is written here"), _("Fill the cell, or delete the whole row.")),
    "date": Problem(_("this is not a date"), _("Write it as 2019-03-05.")),
    "future": Problem(_("this day lies in the future"), _("Check the year.")),
    "old": Problem(_("this day lies before 1949"), _("Check the year.")),
    "order": Problem(_("this day lies before the day of receipt"), _("Check both days.")),
    "word": Problem(_("this word is not known here"), _("Use a word of the list below.")),
    "phone": Problem(
        _("this is not one phone number"), _("Write one number of 7 to 15 digits, or leave it empty.")
    ),
    "id_number": Problem(_("this identity number is not complete"), _("Correct it, or leave it empty.")),
    "age": Problem(
        _("this is neither an age nor a year of birth"), _("Write 43, or 1983, or leave it empty.")
    ),
    "number": Problem(_("this is not a whole number from 1 to 999"), _("Write how many people came.")),
    "long": Problem(_("this text is too long"), _("Shorten it, or move the rest to another column.")),
    "signs": Problem(_("this text holds signs that cannot be kept"), _("Type the cell again.")),
    "accusation": Problem(
        _("accusations do not come in by a file"),
        _(
            "Register each by itself: then only the two people named for it read it. Take it out of this file."
        ),
    ),
    "twice": Problem(
        _("this number stands twice in the same year"), _("Correct one of the two, or delete it.")
    ),
    "calendar": Problem(
        _("an open matter this old has no calendar"), _("Mark it as closed, or enter it by hand.")
    ),
}
HINTS = {
    "known": Problem(
        _("perhaps it is here already: the same person on the same day"), _("Compare before you go on.")
    ),
    "late": Problem(
        _("open, and its legal date has passed"), _("Its ladder will ring at once. Close it if it is done.")
    ),
}
# Words a person may use in a column, for the page.
WORDS: dict[str, tuple[str, ...]] = {
    "channel": tuple(CHANNEL_WORDS),
    "category": ("政治", "人身", "文化教育", "劳动社会保障", "财产", "婚姻家庭", "综合"),
    "nature": ("建议", "申诉求决"),
    "gender": ("女", "男", "不详"),
    "marital_status": tuple(MARITAL_WORDS),
    "status": ("已办结", "办理中", "已登记"),
    "violence": ("是", "否"),
    "minor": ("是", "否"),
}
