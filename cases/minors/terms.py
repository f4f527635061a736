"""Words of records that the law seals for minors and that no text of a child's matter keeps. A table with its source.

REFUSED words exist for minors alone; WARNED ones may speak of an adult, and then whoever writes says so.
"""

from dataclasses import dataclass

LAW = "《预防未成年人犯罪法》第五十九条"
SCHOOLS = "《预防未成年人犯罪法》第五十八条、第五十九条"
PROCEDURE = "《刑事诉讼法》第二百八十二条至第二百八十六条"
REFUSED, WARNED = "refused", "warned"


@dataclass(frozen=True)
class Term:
    """One word, what its finding does, and the article behind it."""

    word: str
    does: str
    source: str


TERMS = (
    *(
        Term(word, REFUSED, SCHOOLS)
        for word in (
            *("专门教育", "专门学校", "专门矫治", "矫治教育", "工读", "收容教养"),
            *("少管所", "未成年犯", "少年犯", "严重不良行为", "犯罪倾向", "犯罪苗头"),
        )
    ),
    *(Term(word, REFUSED, PROCEDURE) for word in ("附条件不起诉", "犯罪记录封存", "未成年人犯罪记录")),
    *(
        Term(word, WARNED, LAW)
        for word in (
            *(
                "不起诉",
                "不予起诉",
                "前科",
                "案底",
                "犯罪记录",
                "违法记录",
                "刑事处罚",
                "判刑",
                "判处",
                "缓刑",
            ),
            *(
                "行政处罚",
                "治安处罚",
                "治安管理处罚",
                "行政拘留",
                "拘留",
                "逮捕",
                "取保候审",
                "监视居住",
                "拘传",
            ),
            *("社区矫正", "刑满释放", "服刑"),
        )
    ),
)


def found(text: str) -> dict[str, list[str]]:
    """The words of a text by what their finding does; the longest that stand there, each once."""
    here = sorted((term for term in TERMS if term.word in text), key=lambda term: -len(term.word))
    kept: list[Term] = []
    for term in here:
        if not any(term.word in longer.word for longer in kept):
            kept.append(term)
    return {does: [term.word for term in kept if term.does == does] for does in (REFUSED, WARNED)}
