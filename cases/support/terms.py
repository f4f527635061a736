"""Words that a note or a file about a family never keeps: what others say, and names that stick to people. A table.

Each with what it stands for and its source; the sentence beside the field quotes the word that was found.
"""

from dataclasses import dataclass

RUMOUR, LABEL, INNER = "rumour", "label", "inner"


@dataclass(frozen=True)
class Term:
    """One word, what its finding means, and the article behind it."""

    word: str
    means: str
    source: str


def _all(means: str, source: str, *words: str) -> tuple[Term, ...]:
    return tuple(Term(word, means, source) for word in words)


TERMS = (
    *_all(
        RUMOUR,
        "《个人信息保护法》第八条",
        *("听说", "据说", "传言", "传闻", "谣传", "风言风语", "有人说", "有人讲", "邻居说", "村里都说"),
        *("大家都说", "匿名反映", "风闻"),
    ),
    *_all(
        LABEL,
        "《个人信息保护法》第六条；《志愿服务条例》第二十一条",
        *("问题家庭", "不平安", "重点家庭", "隐患家庭", "问题少年", "问题青少年", "倾向", "苗头", "不转化"),
    ),
    *_all(
        INNER,
        "《个人信息保护法》第六条、第二十八条",
        *("宗教", "信仰", "信教", "教徒", "邪教", "迷信", "思想动态", "政治态度"),
    ),
)


def found(text: str) -> dict[str, list[str]]:
    """The words of a text by what they mean; the longest that stand there, each once."""
    here = sorted((term for term in TERMS if term.word in text), key=lambda term: -len(term.word))
    kept: list[Term] = []
    for term in here:
        if not any(term.word in longer.word for longer in kept):
            kept.append(term)
    return {
        means: words
        for means in (RUMOUR, LABEL, INNER)
        if (words := [term.word for term in kept if term.means == means])
    }
