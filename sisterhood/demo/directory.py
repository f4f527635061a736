"""The bodies of the demo: their kinds are real, their phones and people invented; one seat stays empty on purpose."""

from datetime import date

from network.agencies.models import Agency, AgencyContact, AgencyKind, ContactSeat
from network.units.models import Unit

SINCE = date(2024, 3, 1)
HOURS = "工作日 8:30—11:30、13:00—16:30"
K = AgencyKind
# kind, name, address, last digits of the phone, hours, liaison, fallback
SHUANGLIAO = (
    (K.POLICE, "双辽市公安局", "辽河路 1 号", "6001", "24 小时，报警 110", "程志远", "姜波"),
    (K.COURT, "双辽市人民法院", "郑家屯街 12 号", "6002", HOURS, "苏婉清", "任杰"),
    (K.PROSECUTOR, "双辽市人民检察院", "郑家屯街 18 号", "6003", HOURS, "谭晓燕", "郭凯"),
    (K.JUSTICE, "双辽市司法局", "辽西街 6 号", "6004", HOURS, "范丽", "邵明"),
    (K.CIVIL_AFFAIRS, "双辽市民政局", "辽东街 9 号", "6005", HOURS, "黎秋", "常红"),
    (K.EDUCATION, "双辽市教育局", "辽北街 3 号", "6006", HOURS, "万芳", "白羽"),
    (K.HEALTH, "双辽市卫生健康局", "辽南街 7 号", "6007", HOURS, "施敏", "贺琳"),
    (K.LABOUR, "双辽市人力资源和社会保障局", "辽西街 15 号", "6008", HOURS, "康宁", "汤雪"),
    (K.UNION, "双辽市总工会", "辽西街 20 号", "6009", HOURS, "顾春梅", "侯磊"),
    (K.COMMITTEE, "双辽市妇女儿童工作委员会", "市政府 305 室", "6010", HOURS, "尹素", "武静"),
    (K.GOVERNMENT, "双辽市人民政府", "辽河路 88 号", "6011", "24 小时值班", "龚浩", "钱进"),
    (K.PARTY, "中共双辽市委", "辽河路 86 号", "6012", "24 小时值班", "易安", "洪涛"),
    (K.DISCIPLINE, "双辽市纪委监委", "辽河路 84 号", "6013", HOURS, "葛青", "向东"),
    (K.HOSPITAL, "双辽市中心医院", "站前街 2 号", "6014", "24 小时", "陆医生", ""),
)
SIPING = (
    (K.COMMITTEE, "四平市妇女儿童工作委员会", "市政府 612 室", "8001", HOURS, "柳青", "华敏"),
    (K.GOVERNMENT, "四平市人民政府", "紫气大路 1 号", "8002", "24 小时值班", "严冬", "文静"),
    (K.PARTY, "中共四平市委", "紫气大路 3 号", "8003", "24 小时值班", "鲁宁", "江平"),
    (K.POLICE, "四平市公安局", "公安街 5 号", "8004", "24 小时，报警 110", "季峰", "岳华"),
    (K.SHELTER, "四平市妇女庇护中心", "", "8005", "24 小时", "安澜", "乔月"),
)
PLACES = (("220382000000", 2, SHUANGLIAO), ("220300000000", 1, SIPING))


def seat() -> int:
    """Enter the bodies that are missing, each with its contacts; returns how many. Runs as the owner."""
    made = 0
    for code, level, rows in PLACES:
        unit = Unit.objects.current().get(code=code, level=level)
        for kind, name, address, digits, hours, liaison, fallback in rows:
            agency, is_new = Agency.objects.get_or_create(
                unit=unit,
                name=name,
                defaults={
                    "kind": kind,
                    "address": address,
                    "phone": f"0434-555{digits}",
                    "duty_hours": hours,
                },
            )
            if not is_new:
                continue
            made += 1
            for seat_, person in ((ContactSeat.LIAISON, liaison), (ContactSeat.FALLBACK, fallback)):
                if person:
                    phone = f"0434-555{digits}-{1 if seat_ == ContactSeat.LIAISON else 2}"
                    AgencyContact.objects.create(
                        agency=agency, seat=seat_, name=person, phone=phone, starts_on=SINCE
                    )
    return made
