"""The one sentence of an introduction letter: a fixed list, so that nothing about her can be typed into it. A table.

The sentences are stored in Chinese: a paper is written in Chinese whatever the screen speaks.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sentence(TextChoices):
    """Which sentence a letter says; none tells why she comes."""

    RECEIVE = "receive", _("please receive her")
    FILE = "file", _("please advise her on filing")
    APPLY = "apply", _("please take her application")
    ASSESS = "assess", _("please make an appointment with her")


SENTENCES: dict[str, str] = {
    Sentence.RECEIVE: "兹介绍持信人前往贵单位办理上述事项，请予接待。",
    Sentence.FILE: "兹介绍持信人前往贵单位咨询并办理上述事项，请予指引。",
    Sentence.APPLY: "兹介绍持信人前往贵单位提出申请，请依法受理并予以协助。",
    Sentence.ASSESS: "兹介绍持信人前往贵单位预约并办理上述事项，请予安排。",
}
