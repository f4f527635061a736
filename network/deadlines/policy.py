"""Limits and ladders: every number with its source. Seeded into the database, where administrators edit them.

Names and sources are stored in Chinese: they are data, as an administrator would type them. A table.
"""

from dataclasses import dataclass
from datetime import time

from network.deadlines import shapes
from network.deadlines.shapes import (
    CITY,
    DUTY,
    LEADER,
    OFFICER,
    ORANGE_WORKING_DAYS,
    OWNER,
    REMINDER,
    RUNG,
    StepRow,
)

CALENDAR_DAYS, WORKING_DAYS, HOURS, MINUTES = "calendar_days", "working_days", "hours", "minutes"
PIECES, WORKING_HOURS = "pieces", "working_hours"

CARD_DAYS = 60  # how long a rung lends the card to somebody whose post has no area
LISTED_WORKING_DAYS = 15
OWN_RULE = "四平市妇联内部规定（可调整）"
# What counts as a working hour; our own rule, the same for every unit.
OFFICE_HOURS = ((time(8, 30), time(11, 30)), (time(13, 30), time(17, 0)))


@dataclass(frozen=True)
class LimitRow:
    """One period. `remind_before` counts to the internal date, in days as the limit counts them, or in hours.

    `extension` is the longest single extension in days (0: none); only where `may_pause` does a pause exist.
    """

    code: str
    name: str
    length: int
    count_in: str
    remind_before: int
    is_statutory: bool
    source: str
    extension: int = 0
    may_pause: bool = False


LIMITS = (
    LimitRow("petition.notice", "书面告知", 15, CALENDAR_DAYS, 3, True, "《信访工作条例》第二十三条第二款"),
    LimitRow(
        "petition.notice_assigned",
        "转交事项书面告知",
        15,
        CALENDAR_DAYS,
        3,
        True,
        "《信访工作条例》第二十三条第三款",
    ),
    LimitRow(
        "petition.objection", "转送交办异议", 5, WORKING_DAYS, 2, True, "《信访工作条例》第二十三条第三款"
    ),
    LimitRow("petition.objection_decision", "异议审核", 3, WORKING_DAYS, 1, False, OWN_RULE),
    LimitRow("petition.triage", "分流", 1, WORKING_DAYS, 0, False, OWN_RULE),
    LimitRow(
        "petition.handling",
        "办结答复",
        60,
        CALENDAR_DAYS,
        20,
        True,
        "《信访工作条例》第三十四条",
        extension=30,
    ),
    LimitRow(
        "petition.review_window", "申请复查期限", 30, CALENDAR_DAYS, 0, True, "《信访工作条例》第三十五条"
    ),
    LimitRow("petition.review", "复查答复", 30, CALENDAR_DAYS, 10, True, "《信访工作条例》第三十五条"),
    LimitRow(
        "petition.reexamination_window",
        "申请复核期限",
        30,
        CALENDAR_DAYS,
        0,
        True,
        "《信访工作条例》第三十六条",
    ),
    LimitRow(
        "petition.reexamination",
        "复核答复",
        30,
        CALENDAR_DAYS,
        10,
        True,
        "《信访工作条例》第三十六条",
        may_pause=True,
    ),
    LimitRow("petition.follow_up", "回访办结", 45, CALENDAR_DAYS, 10, False, OWN_RULE),
    LimitRow("petition.report_back", "交办结果审核", 5, WORKING_DAYS, 2, False, OWN_RULE),
    LimitRow("petition.suggestion", "建议答复", 15, CALENDAR_DAYS, 3, False, OWN_RULE),
    LimitRow("petition.archive", "办结后归档", 30, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("petition.unmerge", "撤销并案期限", 7, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("petition.same_day", "当日答复引导", 8, HOURS, 2, False, OWN_RULE),
    LimitRow(
        "petition.urgent_report", "重大紧急事项报告", 60, MINUTES, 30, True, "《信访工作条例》第二十五条"
    ),
    LimitRow(
        "petition.mandatory_report",
        "强制报告",
        120,
        MINUTES,
        60,
        True,
        "《未成年人保护法》第十一条；《反家庭暴力法》第十四条",
    ),
    LimitRow("investigation.reply", "有关部门回复", 15, WORKING_DAYS, 3, False, OWN_RULE),
    LimitRow("investigation.urging", "督促处理意见回复", 15, WORKING_DAYS, 3, False, OWN_RULE),
    LimitRow("coordination.meeting", "协调会及其纪要", 1, CALENDAR_DAYS, 2, False, OWN_RULE),
    LimitRow("coordination.decision", "协调会议定事项", 1, CALENDAR_DAYS, 3, False, OWN_RULE),
    LimitRow("coordination.dispute", "职权争议裁定", 3, WORKING_DAYS, 1, False, OWN_RULE),
    LimitRow("coordination.co_handling", "会办最长期限", 90, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("supervision.reply", "督办回复", 5, WORKING_DAYS, 2, False, OWN_RULE),
    LimitRow(
        "accusation.notice", "检举控告告知", 15, CALENDAR_DAYS, 3, True, "《信访工作条例》第二十三条第二款"
    ),
    LimitRow("accusation.referral", "检举控告转交", 3, WORKING_DAYS, 1, False, OWN_RULE),
    LimitRow("accusation.result", "了解处理结果", 60, CALENDAR_DAYS, 10, False, OWN_RULE),
    LimitRow("accusation.danger", "紧急事项报告", 60, MINUTES, 30, True, "《信访工作条例》第二十五条"),
    LimitRow("station.pass_on", "站点上报转交", 24, HOURS, 6, False, OWN_RULE),
    LimitRow("ledger.undo", "导入撤销期限", 7, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("ledger.keep", "导出文件保存", 24, HOURS, 0, False, OWN_RULE),
    LimitRow("ledger.approval", "导出须第二人批准的件数", 50, PIECES, 0, False, OWN_RULE),
    LimitRow("ledger.per_day", "每人每日导出份数", 5, PIECES, 0, False, OWN_RULE),
    LimitRow("paper.verify", "同一地址十分钟内核验次数", 30, PIECES, 0, False, OWN_RULE),
    LimitRow("reception.notice", "信访接待日提前公示", 7, CALENDAR_DAYS, 3, False, OWN_RULE),
    LimitRow("reception.write_up", "接访事项登记", 1, WORKING_DAYS, 0, False, OWN_RULE),
    LimitRow("reception.assigned", "接访当场交办办理", 30, CALENDAR_DAYS, 10, False, OWN_RULE),
    LimitRow("commitment.keep", "领导包案办结", 30, CALENDAR_DAYS, 10, False, OWN_RULE),
    LimitRow("petition.group", "集体访人数", 5, PIECES, 0, False, OWN_RULE),
    LimitRow("petition.repeat", "重复信访回溯天数", 365, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("petition.look_ups", "每人每分钟查重次数", 30, PIECES, 0, False, OWN_RULE),
    LimitRow("door.window", "公众入口统计时段", 60, MINUTES, 0, False, OWN_RULE),
    LimitRow("door.letters", "同一网络地址每时段来信件数", 6, PIECES, 0, False, OWN_RULE),
    LimitRow("door.asks_by_address", "同一网络地址每时段查询错误次数", 30, PIECES, 0, False, OWN_RULE),
    LimitRow("door.asks_by_number", "同一编号每时段查询错误次数", 10, PIECES, 0, False, OWN_RULE),
    LimitRow("door.additions", "同一编号每时段补充次数", 6, PIECES, 0, False, OWN_RULE),
    LimitRow("door.rating", "办结后可评价期限", 30, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("staff.undo", "批量开户撤销期限", 7, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("staff.slips", "初始密码单保存", 72, HOURS, 0, False, OWN_RULE),
    LimitRow("ledger.saved_views", "每人保存的筛选数", 20, PIECES, 0, False, OWN_RULE),
    LimitRow("petition.follow_up_attempts", "回访未接通次数", 3, PIECES, 0, False, OWN_RULE),
    LimitRow("referral.letter", "开具介绍信", 3, WORKING_DAYS, 1, False, OWN_RULE),
    LimitRow("referral.green", "绿色通道开具介绍信", 4, WORKING_HOURS, 1, False, OWN_RULE),
    LimitRow("referral.phone", "危急事项电话联系", 60, MINUTES, 30, False, OWN_RULE),
    LimitRow("referral.validity", "介绍信有效期", 15, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("referral.acknowledge", "接收单位确认", 3, WORKING_DAYS, 1, False, OWN_RULE),
    LimitRow("referral.outcome", "记录服务结果", 30, CALENDAR_DAYS, 7, False, OWN_RULE),
    LimitRow("legal_aid.decision", "法律援助审查决定", 7, CALENDAR_DAYS, 2, True, "《法律援助法》第四十三条"),
    LimitRow("legal_aid.assignment", "法律援助指派", 3, CALENDAR_DAYS, 1, True, "《法律援助法》第四十三条"),
    LimitRow(
        "legal_aid.objection", "法律援助异议审查", 5, CALENDAR_DAYS, 1, True, "《法律援助法》第四十九条"
    ),
    LimitRow("referral.slip", "回执码有效期", 60, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("referral.slip_guesses", "同一回执每时段输错次数", 10, PIECES, 0, False, OWN_RULE),
    LimitRow("referral.slip_by_address", "同一网络地址每时段输错次数", 30, PIECES, 0, False, OWN_RULE),
    LimitRow("referral.few", "统计数字不显示的件数下限", 3, PIECES, 0, False, OWN_RULE),
    LimitRow("protection.duty_told", "告知县级值班员", 15, MINUTES, 5, False, OWN_RULE),
    LimitRow("protection.safety", "确认人身安全", 60, MINUTES, 20, False, OWN_RULE),
    LimitRow("protection.decision", "保护措施决定", 1440, MINUTES, 240, False, OWN_RULE),
    LimitRow("protection.review", "安全计划复核", 4320, MINUTES, 720, False, OWN_RULE),
    LimitRow("protection.follow_1", "第一次安全回访", 10080, MINUTES, 1440, False, OWN_RULE),
    LimitRow("protection.follow_2", "第二次安全回访", 43200, MINUTES, 1440, False, OWN_RULE),
    LimitRow("protection.follow_3", "第三次安全回访", 129600, MINUTES, 1440, False, OWN_RULE),
    LimitRow("protection.access", "值班员查阅时限", 72, HOURS, 0, False, OWN_RULE),
    LimitRow("protection.court", "人身安全保护令裁定", 72, HOURS, 12, True, "《反家庭暴力法》第二十八条"),
    LimitRow(
        "protection.court_urgent", "人身安全保护令紧急裁定", 24, HOURS, 4, True, "《反家庭暴力法》第二十八条"
    ),
    LimitRow(
        "protection.reconsideration", "申请复议期限", 5, CALENDAR_DAYS, 2, True, "《反家庭暴力法》第三十一条"
    ),
    LimitRow("protection.months", "保护令最长有效月数", 6, PIECES, 0, True, "《反家庭暴力法》第三十条"),
    LimitRow("protection.expiry", "保护令到期", 24, HOURS, 720, False, OWN_RULE),
    LimitRow("protection.expiry_14", "保护令到期前十四日提醒", 24, HOURS, 336, False, OWN_RULE),
    LimitRow("protection.expiry_7", "保护令到期前七日提醒", 24, HOURS, 168, False, OWN_RULE),
    LimitRow("protection.visit", "安全查访", 1, CALENDAR_DAYS, 2, False, OWN_RULE),
    LimitRow("protection.visit_1", "第一次查访间隔", 7, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("protection.visit_2", "第二次查访间隔", 30, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("protection.visit_3", "第三次查访间隔", 60, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("protection.visit_4", "第四次查访间隔", 90, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("protection.shelter", "临时庇护期限", 10, CALENDAR_DAYS, 3, False, OWN_RULE),
    LimitRow("rota.session", "咨询每次时长", 60, MINUTES, 0, False, OWN_RULE),
    LimitRow("rota.remind", "轮值首次提醒", 7, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("rota.remind_last", "轮值再次提醒", 1, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("rota.unconfirmed", "轮值未确认告知专干", 48, HOURS, 0, False, OWN_RULE),
    LimitRow("rota.missed", "轮值未到岗报警", 15, MINUTES, 0, False, OWN_RULE),
    LimitRow("consultation.grant", "咨询结束后专家可见期限", 14, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("consultation.crisis_call", "危机呼叫应答", 15, MINUTES, 5, False, OWN_RULE),
    LimitRow("consultation.crisis_note", "危机情况记录", 24, HOURS, 6, False, OWN_RULE),
    LimitRow("consultation.follow_up", "咨询后续约定", 1, CALENDAR_DAYS, 2, False, OWN_RULE),
    LimitRow("mediation.finish", "调解期限", 30, CALENDAR_DAYS, 7, False, OWN_RULE, extension=30),
    LimitRow(
        "mediation.confirmation",
        "共同申请司法确认",
        30,
        CALENDAR_DAYS,
        10,
        True,
        "《人民调解法》第三十三条；《民事诉讼法》第二百零五条",
    ),
    LimitRow("mediation.confirmation_last", "申请司法确认再次提醒", 30, CALENDAR_DAYS, 3, False, OWN_RULE),
    LimitRow("mediation.follow_1", "调解协议第一次回访", 7, CALENDAR_DAYS, 2, False, OWN_RULE),
    LimitRow("mediation.follow_2", "调解协议第二次回访", 30, CALENDAR_DAYS, 5, False, OWN_RULE),
    LimitRow("mediation.follow_3", "调解协议第三次回访", 90, CALENDAR_DAYS, 5, False, OWN_RULE),
    LimitRow("mediation.committee_least", "调解委员会最少人数", 3, PIECES, 0, True, "《人民调解法》第八条"),
    LimitRow("mediation.committee_most", "调解委员会最多人数", 9, PIECES, 0, True, "《人民调解法》第八条"),
    LimitRow("mediation.access", "调解员查阅时限", 180, CALENDAR_DAYS, 0, False, OWN_RULE),
    LimitRow("breakglass.reading", "紧急查阅时长", 60, MINUTES, 0, False, OWN_RULE),
    LimitRow("breakglass.reason", "紧急查阅理由最少字数", 20, PIECES, 0, False, OWN_RULE),
    LimitRow("breakglass.misses", "紧急查阅每小时可输错编号次数", 5, PIECES, 0, False, OWN_RULE),
    LimitRow("privacy.request", "个人信息请求答复", 15, WORKING_DAYS, 5, False, OWN_RULE),
    LimitRow("breakglass.review", "紧急查阅复核", 2, WORKING_DAYS, 1, False, OWN_RULE),
)


_DAYS, _SHORT, _HOURS, _MINUTES = shapes.DAYS, shapes.SHORT, shapes.HOURS, shapes.MINUTES
_LEADER_NEXT_CITY, _LEADER_THEN_CITY = shapes.LEADER_NEXT_CITY, shapes.LEADER_THEN_CITY
_OWNER_ONLY, _NAMED, _NAMED_MINUTES = shapes.OWNER_ONLY, shapes.NAMED, shapes.NAMED_MINUTES
_DANGER, _COURT, _REMINDED, _CHAIR = shapes.DANGER, shapes.COURT, shapes.REMINDED, shapes.CHAIR_THEN_COUNTY
LADDERS: dict[str, tuple[StepRow, ...]] = {
    "petition.notice": _DAYS,
    "petition.notice_assigned": _DAYS,
    "petition.objection": _SHORT,
    "petition.objection_decision": _LEADER_THEN_CITY,
    "petition.triage": _LEADER_NEXT_CITY,
    "petition.handling": _DAYS,
    "petition.review_window": (),
    "petition.review": _DAYS,
    "petition.reexamination_window": (),
    "petition.reexamination": _DAYS,
    "petition.follow_up": _OWNER_ONLY,
    "petition.report_back": _LEADER_THEN_CITY,
    "petition.suggestion": _DAYS,
    "petition.same_day": _HOURS,
    "petition.archive": (),
    "accusation.notice": _NAMED,
    "accusation.referral": _NAMED,
    "accusation.result": _NAMED,
    "accusation.danger": _NAMED_MINUTES,
    "petition.unmerge": (),
    "petition.urgent_report": _MINUTES,
    "petition.mandatory_report": _MINUTES,
    "investigation.reply": _LEADER_THEN_CITY,
    "investigation.urging": _LEADER_THEN_CITY,
    "coordination.meeting": _OWNER_ONLY,
    "coordination.decision": _OWNER_ONLY,
    "coordination.co_handling": (),
    "coordination.dispute": _LEADER_THEN_CITY,
    "supervision.reply": _LEADER_THEN_CITY,
    "station.pass_on": _HOURS,
    "ledger.undo": (),
    "ledger.keep": (),
    "ledger.approval": (),
    "ledger.per_day": (),
    "paper.verify": (),
    "reception.notice": (),
    "reception.write_up": _OWNER_ONLY,
    "reception.assigned": _DAYS,
    "commitment.keep": _LEADER_NEXT_CITY,
    "petition.group": (),
    "petition.repeat": (),
    "petition.look_ups": (),
    "door.window": (),
    "door.letters": (),
    "door.asks_by_address": (),
    "door.asks_by_number": (),
    "door.additions": (),
    "door.rating": (),
    "staff.undo": (),
    "staff.slips": (),
    "ledger.saved_views": (),
    "petition.follow_up_attempts": (),
    "referral.letter": _LEADER_NEXT_CITY,
    "referral.green": _HOURS,
    "referral.phone": _MINUTES,
    "referral.validity": (),
    "referral.acknowledge": _LEADER_THEN_CITY,
    "referral.outcome": _OWNER_ONLY,
    "legal_aid.decision": _OWNER_ONLY,
    "legal_aid.assignment": _OWNER_ONLY,
    "legal_aid.objection": _OWNER_ONLY,
    "referral.slip": (),
    "referral.slip_guesses": (),
    "referral.slip_by_address": (),
    "referral.few": (),
    "protection.duty_told": _DANGER,
    "protection.safety": _DANGER,
    "protection.decision": _DANGER,
    "protection.review": _DANGER,
    "protection.follow_1": _DANGER,
    "protection.follow_2": _DANGER,
    "protection.follow_3": _DANGER,
    "protection.access": (),
    "protection.court": _COURT,
    "protection.court_urgent": _COURT,
    "protection.reconsideration": _OWNER_ONLY,
    "protection.months": (),
    "protection.expiry": _COURT,
    "protection.expiry_14": _REMINDED,
    "protection.expiry_7": _REMINDED,
    "protection.visit": _OWNER_ONLY,
    "protection.visit_1": (),
    "protection.visit_2": (),
    "protection.visit_3": (),
    "protection.visit_4": (),
    "protection.shelter": _OWNER_ONLY,
    "rota.session": (),
    "rota.remind": (),
    "rota.remind_last": (),
    "rota.unconfirmed": (),
    "rota.missed": (),
    "consultation.grant": (),
    "consultation.crisis_call": _MINUTES,
    "consultation.crisis_note": _HOURS,
    "consultation.follow_up": _OWNER_ONLY,
    "mediation.finish": _CHAIR,
    "mediation.confirmation": _REMINDED,
    "mediation.confirmation_last": _REMINDED,
    "mediation.follow_1": _CHAIR,
    "mediation.follow_2": _CHAIR,
    "mediation.follow_3": _CHAIR,
    "mediation.committee_least": (),
    "mediation.committee_most": (),
    "mediation.access": (),
    "breakglass.reading": (),
    "breakglass.reason": (),
    "breakglass.misses": (),
    "privacy.request": _OWNER_ONLY,
    "breakglass.review": shapes.REVIEWED,
}

__all__ = [
    "CITY",
    "DUTY",
    "LADDERS",
    "LEADER",
    "LIMITS",
    "OFFICER",
    "ORANGE_WORKING_DAYS",
    "OWNER",
    "REMINDER",
    "RUNG",
    "LimitRow",
    "StepRow",
]
