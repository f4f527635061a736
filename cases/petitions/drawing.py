"""What each paper says, composed from the act's own rows; one function for each kind, in Chinese throughout.

A notice names the matter by number and day and tells no story: whoever opens her letter learns nothing else.
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils import translation

from cases.casefile.models import Attachment, Case, Narrative
from cases.casefile.vault import Vault
from cases.coordination.models import Investigation
from cases.documents.content import Content, Line, federation, in_words
from cases.documents.kinds import KINDS
from cases.petitions.models import HandlingOpinion, Slip, SupervisionOrder
from cases.petitions.registration_form import registration_rows
from cases.petitions.sheet import Sheet, Source, days
from cases.vocabulary.petitions import DeclineReason
from network.deadlines import clocks
from network.units.models import Unit
from sisterhood.lib import clock


def _notice(sheet: Sheet, *paragraphs: str, addressee: str = "") -> Content:
    kind = KINDS[sheet.source.kind]
    return Content(
        title=kind.title,
        issuer=federation(sheet.source.unit),
        addressee=addressee or sheet.petitioner,
        sections=(Line("", "\n".join(part for part in paragraphs if part)),),
        basis=kind.basis,
        remedies=kind.remedies,
        receipt=kind.to_petitioner,
        people=sheet.names,
    )


def _accepted(sheet: Sheet) -> Content:
    until = f"自受理之日（{sheet.accepted}）起{days('petition.handling')}日内办结，并书面答复您。"
    asking = "办理期间，您可以凭登记编号和查询码查询办理进度；没有查询码的，请到窗口索取。"
    return _notice(sheet, f"{sheet.opening}经审查，决定予以受理，{until}", asking)


def _declined(sheet: Sheet) -> Content:
    reason = sheet.petition.decline_reason if sheet.petition else ""
    why = f"理由：{DeclineReason(reason).label}。" if reason else ""
    return _notice(sheet, f"{sheet.opening}经审查，不予受理。{why}", sheet.note)


def _whereabouts(sheet: Sheet) -> Content:
    event = sheet.source.event
    if event is not None and event.verb == "guide_out":
        body, _line, told = sheet.note.partition("\n")
        return _notice(sheet, f"{sheet.opening}该事项依法属于{body}职权范围，请向其提出。", told)
    to_unit = Unit.objects.get(pk=event.detail["to_unit"]) if event else sheet.case.unit
    how = "交办" if event is not None and event.verb == "assign" else "转送"
    where = federation(to_unit)
    then = f"该会将自收到之日起{days('petition.notice_assigned')}日内书面告知您是否受理，您可以向其了解办理情况。"
    return _notice(sheet, f"{sheet.opening}根据职责分工，已{how}{where}办理。", then)


def _extended(sheet: Sheet) -> Content:
    event = sheet.source.event
    length = event.detail.get("days", 0) if event else 0
    running = [row for row in clocks.running(("case", sheet.case.pk)) if row.limit_id == "petition.handling"]
    until = f"，延长后办理期限至{in_words(running[0].due_on)}" if running and running[0].due_on else ""
    text = f"{sheet.opening}我会于{sheet.accepted}受理。经负责人批准，办理期限延长{length}日{until}。"
    return _notice(sheet, text, f"延期理由：{sheet.note}")


def _slip_rows(sheet: Sheet, slip: Slip) -> tuple[Line, ...]:
    return (
        Line("登记编号", sheet.case.number),
        Line("信访人", sheet.petitioner),
        Line("来访形式", str(sheet.case.get_channel_display())),
        Line("收到日期", in_words(sheet.case.received_on)),
        Line("转出单位", federation(slip.from_unit)),
        Line("承办单位", federation(slip.to_unit)),
        Line("随附材料", f"{Attachment.objects.filter(case=sheet.case).count()}件，随案卷移交"),
    )


def _table(sheet: Sheet, addressee: str, rows: tuple[Line, ...], *sections: Line) -> Content:
    kind = KINDS[sheet.source.kind]
    return Content(
        title=kind.title,
        issuer=federation(sheet.source.unit),
        addressee=addressee,
        rows=rows,
        sections=tuple(each for each in sections if each.text),
        basis=kind.basis,
        remedies=kind.remedies,
        receipt=kind.to_petitioner,
        people=sheet.names,
    )


def _last_slip(sheet: Sheet) -> Slip:
    return Slip.objects.filter(case=sheet.case).select_related("from_unit", "to_unit").order_by("-sent_at")[0]


def _transfer(sheet: Sheet) -> Content:
    slip = _last_slip(sheet)
    asked = f"请依法办理，并自收到之日起{days('petition.notice_assigned')}日内书面告知信访人是否受理。"
    sections = Line("转送理由", sheet.note), Line("办理要求", asked)
    return _table(sheet, federation(slip.to_unit), _slip_rows(sheet, slip), *sections)


def _assignment(sheet: Sheet) -> Content:
    slip = _last_slip(sheet)
    asked = (
        f"请自收到之日起{days('petition.notice_assigned')}日内书面告知信访人是否受理；受理的，自受理之日起"
        f"{days('petition.handling')}日内办结，书面答复信访人，并将查明的情况、采取的措施和办理结果书面报我会。"
        f"认为不属于职权范围的，自收到之日起{days('petition.objection')}个工作日内书面提出异议并说明理由。"
    )
    sections = Line("交办理由", sheet.note), Line("办理要求", asked)
    return _table(sheet, federation(slip.to_unit), _slip_rows(sheet, slip), *sections)


def _objection(sheet: Sheet) -> Content:
    slip = _last_slip(sheet)
    rows = (
        Line("登记编号", sheet.case.number),
        Line("收到日期", in_words(clock.local_date(slip.sent_at))),
        Line("提出日期", in_words(sheet.source.on)),
    )
    return _table(sheet, federation(slip.from_unit), rows, Line("异议理由和建议的承办机关", sheet.note))


def _report(sheet: Sheet) -> Content:
    slip = _last_slip(sheet)
    answered = sheet.petition.answered_at if sheet.petition else None
    rows = (
        Line("登记编号", sheet.case.number),
        Line("交办日期", in_words(clock.local_date(slip.sent_at))),
        Line("受理日期", sheet.accepted or "—"),
        Line("答复日期", in_words(clock.local_date(answered)) if answered else "—"),
    )
    return _table(sheet, federation(slip.from_unit), rows, Line("查明情况、采取措施和办理结果", sheet.note))


_WINDOW = {"handling": "petition.review_window", "review": "petition.reexamination_window"}


def _opinion(sheet: Sheet) -> Content:
    opinion, kind = sheet.source.opinion, KINDS[sheet.source.kind]
    if opinion is None:
        raise LookupError("an opinion is drawn up from its row")
    texts = {column: sheet.vault.open(opinion, column) for column in HandlingOpinion.SEALED}
    story = Narrative.objects.filter(case=sheet.case).first()
    window = days(_WINDOW[opinion.stage]) if opinion.stage in _WINDOW else 0
    sections = (
        Line("信访人的请求", sheet.vault.open(story, "request") if story else ""),
        Line("查明的事实和理由", texts["facts_found"]),
        Line("意见", f"{texts['decision']}\n（对请求：{opinion.get_outcome_display()}）"),
    )
    return Content(
        title=kind.title,
        issuer=federation(sheet.source.unit),
        addressee=sheet.petitioner,
        rows=(
            Line("登记编号", sheet.case.number),
            Line("收到日期", in_words(sheet.case.received_on)),
            Line("受理日期", sheet.accepted or "—"),
        ),
        sections=tuple(each for each in sections if each.text),
        basis=texts["basis"] or kind.basis,
        remedies=texts["remedies"] or kind.remedies.format(window=window),
        receipt=True,
        people=sheet.names,
    )


def _demand(sheet: Sheet) -> Content:
    agency, row = _agency(sheet)
    due = f"请自收到本函之日起{days('investigation.reply')}个工作日内将查处情况书面函复我会。"
    sections = Line("要求查处的事项", sheet.vault.open(row, "request")), Line("答复期限", due)
    rows = (Line("登记编号", sheet.case.number),)
    content = _table(sheet, agency, rows, *sections)
    return Content(**vars(content) | {"basis": sheet.vault.open(row, "basis") or content.basis})


def _urging(sheet: Sheet) -> Content:
    agency, row = _agency(sheet)
    asked_on = row.sent_on or sheet.source.on
    sent = f"我会于{in_words(asked_on)}要求贵单位依法查处（登记编号：{sheet.case.number}）。"
    due = f"请自收到本意见书之日起{days('investigation.urging')}个工作日内书面答复我会。逾期不办理的，我会将提请督查。"
    failure, opinion = (sheet.vault.open(row, column) for column in ("urging_failure", "urging"))
    sections = (
        Line("前次要求", sent),
        Line("未办理情况", failure),
        Line("督促处理意见", opinion),
        Line("办理期限", due),
    )
    return _table(sheet, agency, (), *sections, Line("抄送", "同级妇女儿童工作委员会"))


def _agency(sheet: Sheet) -> tuple[str, Investigation]:
    detail = sheet.source.event.detail if sheet.source.event else {}
    row = Investigation.objects.get(case=sheet.case, pk=detail["investigation"])
    return sheet.vault.open(row, "agency"), row


def _registration(sheet: Sheet) -> Content:
    rows = registration_rows(sheet.case, sheet.petition, sheet.people, sheet.vault)
    return replace(_table(sheet, "", rows), people=sheet.names + sheet.reach)


COMPOSE: dict[str, Callable[[Sheet], Content]] = {
    "notice_accepted": _accepted,
    "notice_declined": _declined,
    "notice_whereabouts": _whereabouts,
    "notice_extended": _extended,
    "transfer_slip": _transfer,
    "assignment_slip": _assignment,
    "objection": _objection,
    "handling_opinion": _opinion,
    "review_opinion": _opinion,
    "reexamination_opinion": _opinion,
    "closure_report": _report,
    "investigation_demand": _demand,
    "urging_opinion": _urging,
    "registration_form": _registration,
}


def compose(case: Case, source: Source) -> Content:
    """The words of one paper; the reader opens the case. An order is composed without the key of the case."""
    with translation.override("zh-hans"):
        if source.order is not None:
            return _order(case, source, source.order)
        return COMPOSE[source.kind](Sheet(case, source, Vault.of(case)))


def _order(case: Case, source: Source, order: SupervisionOrder) -> Content:
    kind = KINDS[source.kind]
    title = "挂牌督办单" if order.level == "listed" else kind.title
    asked = (
        f"请自收到本单之日起{days('supervision.reply')}个工作日内查明原因，抓紧办理，并将办理情况书面报我会。"
    )
    return Content(
        title=title,
        issuer=federation(source.unit),
        addressee=federation(order.unit),
        rows=(
            Line("登记编号", case.number),
            Line("承办单位", federation(order.unit)),
            Line("督办事由", str(order.get_reason_display())),
            Line("督办日期", in_words(source.on)),
        ),
        sections=(Line("督办要求", asked),),
        basis=kind.basis,
    )
