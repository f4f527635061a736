"""What can be pressed on the pages of a round and of a family: verbs, forms and the sentence said afterwards. A table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from outreach.families import forms, going_up, jury, objecting, rounds, writing
from outreach.families.states import LABELS, LIVE


@dataclass(frozen=True)
class Step:
    """`action`: what the gate is asked; `states`: where the button stands; `hint`: said above the form."""

    run: Callable[..., Any]
    form: type[django_forms.Form]
    action: str
    states: tuple[str, ...]
    label: Any
    done: Any
    hint: Any = ""


_LISTS = _(
    "Whoever is not on the list is not chosen this time, all at the same moment. No reason is written and none is given to anybody."
)
_RIGHTS = _(
    "At the county this list is also the answer of the rights department: from what you know, without looking anything up and"
    " without telling anybody why. That a woman asked for help never speaks against her family; think of whether being shown could"
    " put somebody in danger, and talk with her in her own safe way."
)
ROUND_STEPS: dict[str, Step] = {
    "call_families": Step(
        rounds.call_families,
        forms.NothingForm,
        "move_round",
        ("opened",),
        LABELS["call_families"],
        _("Villages can put families forward now."),
    ),
    "begin_visits": Step(
        rounds.begin_visits,
        forms.NothingForm,
        "move_round",
        ("nominations",),
        LABELS["begin_visits"],
        _("The visits begin."),
    ),
    "begin_discussion": Step(
        rounds.begin_discussion,
        forms.NothingForm,
        "move_round",
        ("visits",),
        LABELS["begin_discussion"],
        _("Villages talk now, and lists go up level by level."),
    ),
    "hold_discussion": Step(
        going_up.hold_discussion,
        forms.TalkForm,
        "nominate_family",
        ("discussion",),
        LABELS["hold_discussion"],
        _("The talk is entered."),
    ),
    "pass_on_list": Step(
        going_up.pass_on_list,
        forms.ListForm,
        "list_family",
        ("discussion",),
        _("pass on the list of your unit"),
        _("The list is passed on."),
        _LISTS,
    ),
    "seat_jury": Step(
        jury.seat_jury,
        forms.JuryForm,
        "seat_jury",
        ("discussion",),
        _("ask a jury"),
        _("The jurors are told."),
        _(
            "They read stories without names and places. Whoever belongs to a family or entered it stays away by itself."
        ),
    ),
    "publish_notice": Step(
        rounds.publish_notice,
        forms.NothingForm,
        "conclude_round",
        ("discussion",),
        LABELS["publish_notice"],
        _("The notice is public. Hang it out as well."),
    ),
    "decide_awards": Step(
        rounds.decide_awards,
        forms.TitlesForm,
        "conclude_round",
        ("public_notice",),
        LABELS["decide_awards"],
        _("The titles are decided."),
    ),
    "award_families": Step(
        rounds.award_families,
        forms.NothingForm,
        "conclude_round",
        ("decided",),
        LABELS["award_families"],
        _("The families stand on the wall."),
        _(
            "Families with a title are shown to everybody. Words, names and pictures of all the others are deleted."
        ),
    ),
    "call_off_awards": Step(
        rounds.call_off_awards,
        forms.NothingForm,
        "conclude_round",
        ("opened", "nominations", "visits", "discussion", "public_notice", "decided"),
        LABELS["call_off_awards"],
        _("The round is called off."),
        _("It ends without titles. Words, names and pictures of every family in it are deleted."),
    ),
}
FAMILY_STEPS: dict[str, Step] = {
    "write_family": Step(
        writing.write_family,
        forms.WordsForm,
        "nominate_family",
        ("drafted",),
        _("change the words"),
        _("The words are changed."),
        _(
            "Whoever has consented has consented to the words as they were: after a change everybody is asked anew."
        ),
    ),
    "add_photo": Step(
        writing.add_photo,
        forms.PhotoForm,
        "nominate_family",
        ("drafted",),
        _("add the photograph"),
        _("The photograph is kept."),
        _("Add it before people consent: a consent names its photograph, and another picture needs it anew."),
    ),
    "name_person": Step(
        writing.name_person,
        forms.PersonForm,
        "nominate_family",
        ("drafted",),
        _("enter somebody's consent"),
        _("The consent is entered."),
    ),
    "drop_person": Step(
        writing.drop_person,
        forms.DropForm,
        "nominate_family",
        ("drafted",),
        _("drop somebody"),
        _("The line is gone."),
    ),
    "submit_family": Step(
        writing.submit_family,
        forms.SignForm,
        "nominate_family",
        ("drafted",),
        LABELS["submit_family"],
        _("The family is put forward and sent to the rights department, as every family is."),
    ),
    "visit_family": Step(
        going_up.visit_family,
        forms.VisitForm,
        "nominate_family",
        ("nominated",),
        LABELS["visit_family"],
        _("The visit is entered."),
        _("That you were there, by two, and nothing of what you saw. A worry goes the protected way."),
    ),
    "enter_objection": Step(
        objecting.enter_objection,
        forms.ObjectionForm,
        "enter_objection_to_family",
        ("in_notice",),
        _("enter an objection"),
        _("The objection is entered; the round's leader answers it."),
        _(
            "Who says so is not written down. That somebody is hurt or in danger is no objection: report it as a matter, it stays secret."
        ),
    ),
    "answer_objection": Step(
        objecting.answer_objection,
        forms.AnswerForm,
        "answer_family_objection",
        ("in_notice",),
        _("answer an objection"),
        _("The objection is answered."),
    ),
    "withdraw_family": Step(
        objecting.withdraw_family,
        forms.NothingForm,
        "withdraw_family",
        LIVE,
        LABELS["withdraw_family"],
        _("Everything about the family is deleted."),
        _(
            "When anybody of the family wishes it. Words, names and picture are deleted at once, also from the wall. Do not ask why, and do not say who asked."
        ),
    ),
}
RIGHTS_HINT = _RIGHTS
