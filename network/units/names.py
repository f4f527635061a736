"""Names and codes of divisions: the short name people say, and which rows have no federation of their own.

Code ranges are those of the 12-digit statistical code of the National Bureau of Statistics.
"""

import re
from functools import lru_cache

NATION_CODE = "0" * 12
NATION_NAME = "中华人民共和国"
NATION_SHORT = "全国"

PROVINCES = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
}
PROVINCE_SHORT = {"15": "内蒙古", "45": "广西", "54": "西藏", "64": "宁夏", "65": "新疆"}

_COMMITTEE = re.compile(r"(村民委员会|居民委员会|村委会|居委会|社区委员会|委员会)$")
_WHOLE = ("村", "社区", "嘎查", "生活区", "小区", "居民区", "园区", "牧委会")
_GENERIC = re.compile(r"^(虚拟)?(村|社区|生活区|街道|镇|乡|区|县|市|嘎查|居委会|委员会)?$")
_QUASI_DIGITS = range(400, 600)


def short_name(official: str, above: tuple[str, ...] = ()) -> str:
    """The name people say: without the names of the units above it and in one form of suffix.

    `above` holds the official names of the ancestors, outermost first.
    四平市铁东区平东街道东晟社区居民委员会 → 东晟社区, 一面城村民委员会 → 一面城村, 街道办事处 → 街道.
    """
    name = official.strip()
    for upper in _prefixes(above):
        rest = name.removeprefix(upper)
        if rest != name and not _GENERIC.match(_one_suffix(rest)):
            name = rest
    return _one_suffix(name)[:60]


def is_quasi(code: str, level: int, name: str) -> bool:
    """Whether a township or village row is a development zone or a made-up community without a federation."""
    if level == 3 and code[6:9].isdigit() and int(code[6:9]) in _QUASI_DIGITS:
        return True
    if level != 4:
        return False
    return int(code[9:12] or 0) in _QUASI_DIGITS or "虚拟社区" in name or name.endswith("生活区")


def province_code(code: str) -> str:
    """The 12-digit code of the province a code begins with; "" when no province does."""
    return code[:2] + "0" * 10 if code[:2] in PROVINCES else ""


def province_short(prefix: str) -> str:
    """吉林, 北京, 内蒙古: without 省, 市 or 自治区."""
    return PROVINCE_SHORT.get(prefix) or PROVINCES[prefix].rstrip("省市")


@lru_cache(maxsize=4096)
def _prefixes(above: tuple[str, ...]) -> tuple[str, ...]:
    """Each ancestor's name as it may stand in front, outermost first: whole, bare, and 街 for 街道."""
    found: list[str] = []
    for official in above:
        bare = official
        for upper in found:
            bare = bare.removeprefix(upper) or bare
        for form in (official, bare, bare.removesuffix("办事处")):
            found += [form, form[:-1]] if form.endswith("街道") else [form]
    return tuple(dict.fromkeys(form for form in found if len(form) > 1))


def _one_suffix(name: str) -> str:
    match = _COMMITTEE.search(name)
    if not match:
        return name.removesuffix("办事处") if name.endswith("街道办事处") else name
    stem, suffix = name[: match.start()], match.group()
    if not stem or stem.endswith(_WHOLE):
        return stem or name
    if suffix.startswith("村"):
        return stem + "村"
    return stem + "社区" if suffix.startswith(("居", "社区")) else name
