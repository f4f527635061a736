"""来信来访登记表: the rows of the form, from the intake; blanks are left where somebody signs."""

from cases.casefile.models import Case, Narrative
from cases.casefile.vault import Vault
from cases.documents.content import Line, federation, in_words
from cases.people.models import Person, SafeContact
from cases.petitions.models import Petition
from cases.vocabulary.intake import Safety
from sisterhood.lib import clock, masking

BLANK = "　"


def registration_rows(
    case: Case, petition: Petition | None, people: list[Person], vault: Vault
) -> tuple[Line, ...]:
    """Every field the form knows, in its order; what was not said is a dash."""
    lines = [
        Line("登记编号", case.number),
        Line("登记时间", in_words(clock.local_date(case.opened_at))),
        Line("收到时间", in_words(case.received_on)),
        Line("方式", str(case.get_channel_display())),
        Line("登记单位", federation(case.origin_unit)),
        Line("接待人", case.registered_by.display_name),
        *(line for row in people for line in _person(row, vault)),
        Line("安全联系方式", _contact(case, vault)),
    ]
    if petition is not None:
        lines += [
            Line("性质", str(petition.get_nature_display())),
            Line("人数", "个体" if petition.group_size == 1 else f"集体，{petition.group_size}人"),
            Line("安全问询", str(Safety(petition.safety).label)),
            Line("口头记录", "已宣读并经本人确认" if petition.is_oral else "否"),
        ]
    lines.append(Line("诉求类别", str(case.get_category_display())))
    lines += _story(case, vault)
    lines += [
        Line("初步意见", BLANK),
        Line("办理结果", BLANK),
        Line("来访人确认", "签字（指印）：　　　　　　日期："),
    ]
    return tuple(lines)


def _person(row: Person, vault: Vault) -> list[Line]:
    role = str(row.get_role_display())
    name = vault.open(row, "name") or "未提供"
    told = [
        name + ("（化名）" if row.is_alias else ""),
        str(row.get_gender_display()),
        f"{row.birth_year}年生" if row.birth_year else "",
        str(row.get_marital_status_display()) if row.marital_status != "unsaid" else "",
    ]
    lines = [Line(role, "，".join(part for part in told if part))]
    reach = [
        vault.open(row, "phone"),
        vault.open(row, "address"),
        masking.mask_id_number(vault.open(row, "id_number")),
    ]
    if any(reach):
        lines.append(Line(f"{role}联系方式", "，".join(part for part in reach if part)))
    return lines


def _contact(case: Case, vault: Vault) -> str:
    safe = SafeContact.objects.filter(case=case).first()
    if safe is None:
        return "未提供，不得主动联系"
    ways = (
        ("电话", safe.may_call),
        ("短信", safe.may_text),
        ("微信", safe.may_wechat),
        ("留言", safe.may_leave_message),
        ("信函", safe.may_write),
    )
    allowed = "、".join(name for name, may in ways if may)
    hours = vault.open(safe, "hours")
    return (f"可用：{allowed}" if allowed else "不得主动联系") + (f"；时段：{hours}" if hours else "")


def _story(case: Case, vault: Vault) -> list[Line]:
    row = Narrative.objects.filter(case=case).first()
    if row is None:
        return []
    return [
        Line("诉求", vault.open(row, "request") or "—"),
        Line("事实和理由", vault.open(row, "facts") or "—"),
        Line("已走程序", vault.open(row, "prior_steps") or "—"),
    ]
