"""What people call a unit."""

import pytest

from network.units.names import is_quasi, province_code, province_short, short_name

TIEDONG = ("吉林省", "四平市", "铁东区")


@pytest.mark.parametrize(
    ("official", "above", "said"),
    [
        ("四平市铁东区平东街道", TIEDONG, "平东街道"),
        ("四平市铁东区平东街道东晟社区居民委员会", (*TIEDONG, "四平市铁东区平东街道"), "东晟社区"),
        ("四平市铁东区平东街辉煌社区居民委员会", (*TIEDONG, "四平市铁东区平东街道"), "辉煌社区"),
        ("石岭镇二龙社区居民委员会", (*TIEDONG, "四平市铁东区石岭镇"), "二龙社区"),
        ("四平市铁东区山门镇山门村村民委员会", (*TIEDONG, "四平市铁东区山门镇"), "山门村"),
        ("四平市铁东区城东乡一面城村民委员会", (*TIEDONG, "四平市铁东区城东乡"), "一面城村"),
        ("卧虎村委会", ("吉林省", "四平市", "双辽市", "卧虎镇"), "卧虎村"),
        ("四合屯村委会", (), "四合屯村"),
        ("伊丹居委会", (), "伊丹社区"),
        ("红嘴村居委会", (), "红嘴村"),
        ("巴彦嘎查村民委员会", (), "巴彦嘎查"),
        ("解放街道办事处", (), "解放街道"),
        (
            "红嘴高新技术开发区虚拟社区",
            ("四平市", "铁西区", "红嘴高新技术开发区"),
            "红嘴高新技术开发区虚拟社区",
        ),
        ("纳兰社区", TIEDONG, "纳兰社区"),
    ],
)
def test_a_unit_is_called_what_people_call_it(official, above, said):
    assert short_name(official, above) == said


@pytest.mark.parametrize(
    ("code", "level", "name", "quasi"),
    [
        ("220302400000", 3, "红嘴高新技术开发区", True),
        ("220302400498", 4, "红嘴高新技术开发区虚拟社区", True),
        ("220322111500", 4, "良种繁殖场生活区", True),
        ("220322111200", 4, "东河村", False),
        ("220382102000", 3, "卧虎镇", False),
        ("220303000000", 2, "铁东区", False),
    ],
)
def test_zones_and_made_up_communities_have_no_federation(code, level, name, quasi):
    assert is_quasi(code, level, name) is quasi


def test_a_code_tells_its_province():
    assert province_code("220382102200") == "220000000000"
    assert province_code("990000000000") == ""
    assert [province_short(p) for p in ("22", "11", "15", "65")] == ["吉林", "北京", "内蒙古", "新疆"]
