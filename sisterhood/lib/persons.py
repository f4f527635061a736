"""Whether a note about a place or about work points at somebody: a number of hers, or words as neighbours name each other.

A guess in one direction only: it knows common surnames and ways of speaking, and misses whatever is written otherwise.
"""

import re
import unicodedata

from sisterhood.lib.masking import COMPOUND_SURNAMES
from sisterhood.lib.text import contains_id_number, contains_phone

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚佟关尉"
)
_SURNAME = rf"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SINGLE}])"
# 张家屯 and 老王家窝堡 are places.
_PLACE = r"(?![屯沟村店窝堡岭湾岗桥井坨洼甸街屋围油烧粉])"
_KIN = "大爷|大娘|大妈|大叔|大婶|大嫂|婶|嫂子|媳妇|老太|老头|两口子|男人|闺女|儿子"
_NAMED = re.compile(
    rf"[老小]{_SURNAME}(?:家{_PLACE}|[大二三四五]|[的又在把打喝骂病]|[，。、；,.;\s]|$)"
    rf"|姓{_SURNAME}|{_SURNAME}某|{_SURNAME}[一-鿿]{{0,2}}(?:{_KIN})"
    rf"|{_SURNAME}[一-鿿]{{0,2}}家(?:门口|院|房|里|的|男|女|孩)"
)


def points_at_a_person(text: str) -> bool:
    """Whether an identity or phone number stands in it, or a person as neighbours speak of her (老李, 姓王, 张某, 李大娘)."""
    plain = unicodedata.normalize("NFKC", text)
    return contains_id_number(plain) or contains_phone(plain) or _NAMED.search(plain) is not None
