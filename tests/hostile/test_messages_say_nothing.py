"""No message on any channel says who, where, what kind or what happened, whatever words stand around it.

Property: names of units and people, titles, services and the matter itself carry any words at all, and whoever renders
a message may pass any words along. What a box, a letter and the robot say is one of a few fixed sentences.
"""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape
from itertools import count
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.petitions.told import Named
from network.notifications import letter, outbox
from network.notifications.kinds import KINDS, URGENT
from network.notifications.models import InboxItem
from tests.house import acting, browser_of, person
from tests.messages.conftest import MORNING, PORTAL, carry, wants
from tests.stories import matter

LANGUAGES = ("zh-hans", "en")
SENTENCES = {
    language: {
        code: str(translation.override(language)(lambda kind=kind: str(kind.says))())
        for code, kind in KINDS.items()
    }
    for language in LANGUAGES
}
OUTSIDE = f"您有工作待办，请登录查看。 {PORTAL}"
DAYS = count()
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'<span class="grow">(.*?)(?:<span class="tag r">|<br>|</span>)', re.DOTALL)
# Signs that a template, a format string, a header or a tag could stumble over, and names as they are.
PIECES = st.sampled_from(
    ["尉迟靛禾", "松岭路绛栋", "家庭暴力", "{{ item }}", "{% now 'Y' %}", "%(name)s", "%s", "{0}", "{name}"]
    + ["<b>", "</li>", "\r\nBcc: x@y.z", "\u202e", "&lt;", "'\"", "13704310107", "=?utf-8?b?5bCJ?="]
)
ANY = st.lists(
    st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)),
    min_size=1,
    max_size=4,
)
WORDS = ANY.map(lambda parts: ("缁" + "".join(parts).replace("\r", "").replace("\n", ""))[:30])

# What a matter can be about, and what is done in it: none of it stands in a message.
ABOUT = re.compile(
    "暴力|家暴|侵害|性|未成年|儿童|孩子|监护|心理|咨询|法律援助|律师|调解|矛盾|纠纷|转介|介绍信|绿色通道|庇护|救助|保护令|告诫"
    "|检举|控告|举报|信访|上访|离婚|婚姻|土地|财产|就业|关爱|家庭|走访|妇女|鉴定意见|证据|危机|自杀"
    "|violence|abuse|child\\b|children|minor|guardian|counsel|consult|legal aid|lawyer|mediat|referr|introduction"
    "|shelter|protection|accus|petition|divorce|marriage|land\\b|family|survivor|victim|woman|women|crisis",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", KINDS)
def test_a_kind_says_one_sentence_with_no_slot_and_not_what_the_matter_is_about(code, language):
    sentence = SENTENCES[language][code]
    assert not re.search(r"[{}%<>]", sentence)
    assert not ABOUT.search(sentence), ABOUT.findall(sentence)


def test_every_sentence_is_translated_and_the_codes_stay_inside():
    assert all(SENTENCES["zh-hans"][code] != SENTENCES["en"][code] for code in KINDS)
    assert not [code for code in KINDS for said in SENTENCES["zh-hans"].values() if code in said]


def test_a_message_has_no_slot_for_words():
    with pytest.raises(TypeError):
        outbox.post("reminder", recipient=1, key="k", name="尉迟靛禾")
    with pytest.raises(TypeError):
        outbox.Post("reminder", 1, "k", words="尉迟靛禾")
    with pytest.raises(TypeError):
        letter.text("尉迟靛禾")


def _said(page: str) -> list[str]:
    """Each message of a box as it reads, without its number and time."""
    return [unescape(TAG.sub("", each)).strip() for each in SPOKEN.findall(page)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.dictionaries(
        st.sampled_from(["name", "words", "title", "place", "story", "kind", "body", "says"]),
        WORDS,
        min_size=1,
    ),
    code=st.sampled_from(sorted(KINDS)),
    language=st.sampled_from(LANGUAGES),
)
def test_whatever_a_caller_passes_along_a_box_says_the_sentence_of_its_kind(words, code, language):
    item = InboxItem(message_id=uuid4(), kind=code, at=MORNING)
    for name, value in words.items():
        if name != "kind":
            setattr(item, name, value)
    row = {"item": item, "number": "", "others": [], "count": 1} | {
        k: v for k, v in words.items() if k != "kind"
    }
    with translation.override(language):
        context = {"rows": [row], "newest": "", "base": "base_public.html"} | words
        page = render_to_string("desk/inbox.html", context)
        assert _said(page) == [SENTENCES[language][code]]
        assert not [word for word in words.values() if word in unescape(page)]


@pytest.fixture(scope="module")
def told(house) -> Callable[[list[str]], list[str]]:
    """Everything in the house is called by these words; then each kind is posted about the matter."""
    wants(house, "lin", email=True, webhook=True)

    def tell(words: list[str]) -> list[str]:
        first, second = words[0], words[-1]
        house.raw(
            "update network_unit set short_name = left(%s, 20), official_name = left(%s, 20)", [first, second]
        )
        house.raw("update network_user set display_name = left(%s, 20) where username <> 'lin'", [first])
        house.raw(
            "update cases_serviceitem set name = left(%s, 20) || position, eligibility = %s", [second, first]
        )
        who = Named(name=first, phone=second, address=second)
        case = matter("lin", petitioner=who, facts=first, request=second, respondent=Named(name=second))
        with acting("lin"):
            for code in KINDS:
                outbox.post(code, recipient=person("lin"), key=f"{code}:{case.pk}", subject=("case", case.pk))
        return list(KINDS)

    return tell


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(WORDS, min_size=2, max_size=3))
def test_whatever_things_are_called_every_channel_says_a_fixed_sentence(
    house, told, outside, post, robot, words
):
    post.got.clear()
    robot.got.clear()
    house.raw("delete from network_inboxitem")
    posted = told(words)
    carry(house, MORNING + timedelta(days=7 * next(DAYS)))
    page = browser_of("lin").get("/inbox/").content.decode()
    said = _said(page[page.index('<ul class="ls">') :])
    assert len(said) >= min(len(posted), 50) and set(said) <= set(SENTENCES["zh-hans"].values())
    letters = [message_from_bytes(raw, policy=policy.default) for raw in post.got]
    assert len(letters) == len(URGENT) + 1
    assert {(each["Subject"], each.get_content().strip()) for each in letters} == {("工作提醒", OUTSIDE)}
    lines = [json.loads(raw.partition(b"\r\n\r\n")[2])["text"]["content"] for raw in robot.got]
    assert len(lines) == len(URGENT) + 1 and set(lines) == {OUTSIDE}
    heads = "\n".join(str(each) for each in letters) + b"\n".join(robot.got).decode()
    assert not [word for word in words if word in heads]
