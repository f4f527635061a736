"""Forms of an award round and of a family; nothing that is a decision is chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casefile.fields import day
from cases.casefile.held import ChosenFile
from network.staff.models import User
from network.units.models import Unit
from network.volunteers.asking import CHOOSE, line, number, one_of, one_row, some_of, some_rows, words
from outreach.families.lists import About, Heard, PutForward, Signed, Title, Virtue
from outreach.families.models import FamilyNomination, FamilyPerson
from outreach.families.rounds import MOST_PLACES
from outreach.families.writing import Consent, Words

PLACES = (1, MOST_PLACES)


def tick(label: Any, **more: Any) -> forms.BooleanField:
    """A box; the verb says what an empty one means."""
    return forms.BooleanField(label=label, required=False, **more)


class RoundForm(forms.Form):
    """Announcing a round."""

    name = line(_("Name of the round"), 40)
    year = number(_("Year"), 2000, 2100)
    opens_on = day(_("First day"))
    nominate_until = day(_("Families are put forward until"))
    visit_until = day(_("Visits until"))
    discuss_until = day(_("Talks and lists until"))
    village_places = number(_("Families a village may recommend"), *PLACES)
    township_places = number(_("Families a township may recommend"), *PLACES)
    county_places = number(_("Families a county may recommend"), *PLACES)
    award_places = number(_("Titles of the round"), *PLACES)


class WordsForm(forms.Form):
    """What a family says of itself."""

    title_sought = one_of(_("Put forward for"), Title.choices)
    family_name = line(
        _("How the family is called on the wall"),
        20,
        help_text=_("As the family likes it, for example with its surname."),
    )
    story = words(
        _("Story of the family"),
        1500,
        help_text=_("In their own words. No names of others, no numbers, no address."),
    )
    tradition = words(_("Family tradition"), 200, required=False)
    motto = line(_("Family motto"), 60, required=False)
    virtues = some_of(_("What they do for each other"), Virtue.choices)

    @property
    def words(self) -> Words:
        """As the verbs take them."""
        said = self.cleaned_data
        names = ("family_name", "story", "tradition", "motto", "virtues")
        return Words(**{name: said[name] for name in names})

    @property
    def told(self) -> dict[str, Any]:
        """For `write_family`."""
        return {"title_sought": self.cleaned_data["title_sought"], "words": self.words}


class NominateForm(WordsForm):
    """Which village, who puts forward, and the words."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Village or community"),
        error_messages=CHOOSE,
        empty_label=_("Please choose"),
    )
    put_forward = one_of(_("Put forward by"), PutForward.choices)
    field_order = ("unit", "put_forward")

    @property
    def told(self) -> dict[str, Any]:
        """For `nominate_family`."""
        said = self.cleaned_data
        return super().told | {"unit": said["unit"], "put_forward": said["put_forward"]}


class PhotoForm(forms.Form):
    """The picture."""

    content = ChosenFile(
        label=_("Photograph"),
        help_text=_("JPEG, PNG or WebP, 10 MB at most. Place and device are taken out of it."),
        error_messages={"required": _("Choose a photograph.")},
    )

    @property
    def told(self) -> dict[str, Any]:
        """For `add_photo`."""
        return {"content": self.cleaned_data["content"].read()}


class PersonForm(forms.Form):
    """One person and her own consent."""

    name = line(_("Name"), 40)
    is_adult = one_of(_("Grown up?"), (("adult", _("18 or older")), ("child", _("under 18"))))
    guardian = one_row(
        _("Who signs for the child"),
        FamilyPerson.objects.none(),
        required=False,
        help_text=_("Only for a child."),
    )
    in_photo = one_of(_("In the photograph?"), (("yes", _("yes")), ("no", _("no"))))
    asked_alone = tick(_("She was asked alone, with nobody of the family beside her"))
    consented_on = day(_("Consented on"))
    consent_how = one_of(_("How"), Signed.choices)

    @property
    def told(self) -> dict[str, Any]:
        """For `name_person`."""
        said = dict(self.cleaned_data)
        guardian = said.pop("guardian")
        adult, shown = said.pop("is_adult") == "adult", said.pop("in_photo") == "yes"
        made = Consent(is_adult=adult, in_photo=shown, guardian=guardian.pk if guardian else None, **said)
        return {"consent": made}


class DropForm(forms.Form):
    """Whose line goes."""

    person = one_row(_("Whose line goes"), FamilyPerson.objects.none())

    @property
    def told(self) -> dict[str, Any]:
        """For `drop_person`."""
        return {"person": self.cleaned_data["person"].pk}


class SignForm(forms.Form):
    """The family's own signature."""

    statement_on = day(_("Signed by the family on"))


class VisitForm(forms.Form):
    """That two were there."""

    visited_on = day(_("Day of the visit"))
    companion = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who goes with you"),
        error_messages=CHOOSE,
        empty_label=_("Please choose"),
    )


class TalkForm(forms.Form):
    """The talk of a village."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Village or community"),
        error_messages=CHOOSE,
        empty_label=_("Please choose"),
    )
    held_on = day(_("Day of the talk"))
    households = number(_("Households that came"), 1, 500)


class ListForm(forms.Form):
    """Which families go on."""

    families = some_of(_("Families that go on"), ())
    nobody = tick(_("None of them goes on this time"))

    def clean(self) -> dict[str, Any]:
        """One or the other is said."""
        said = super().clean() or {}
        if bool(said.get("families")) == bool(said.get("nobody")) and "families" in said:
            self.add_error("families", _("Choose families, or say that none goes on."))
        return said


class JuryForm(forms.Form):
    """Who reads."""

    jurors = some_rows(_("Jurors"), User.objects.none())


class TitlesForm(forms.Form):
    """A decision for each family in the notice."""

    def __init__(self, *args: Any, families: list[tuple[FamilyNomination, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*Title.choices, ("none", _("no title this time"))]
        for family, name in families:
            self.fields[f"title_{family.pk.hex}"] = one_of(f"{name} · {family.unit.short_name}", choices)
        self.families = [family for family, _name in families]

    @property
    def told(self) -> dict[str, Any]:
        """For `decide_awards`."""
        said = {family.pk: self.cleaned_data[f"title_{family.pk.hex}"] for family in self.families}
        return {"titles": {pk: "" if title == "none" else title for pk, title in said.items()}}


class ObjectionForm(forms.Form):
    """What an objection is about."""

    about = one_of(_("What it is about"), About.choices)
    heard = one_of(_("How it came"), Heard.choices)
    taken_on = day(_("Came on"))


class AnswerForm(forms.Form):
    """The answer to an objection."""

    objection = forms.ChoiceField(label=_("Objection"), widget=forms.RadioSelect, error_messages=CHOOSE)
    upheld = one_of(
        _("Is it right?"), (("yes", _("yes, the family leaves the notice")), ("no", _("no, it stays")))
    )
    answer = words(_("Answer"), 200)


class PointsForm(forms.Form):
    """A juror's points, or that she stays away."""

    points = number(_("Points from 1 to 10"), 1, 10, required=False)
    knows = tick(_("I know this family or am related to it: I stay away"))

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        said = super().clean() or {}
        if (said.get("points") is None) is not bool(said.get("knows")) and "points" in said:
            self.add_error("points", _("Give points, or say that you stay away."))
        return said


class NothingForm(forms.Form):
    """No field: the button says it."""


class CodeForm(forms.Form):
    """The code of one adult."""

    code = line(_("Your code (16 digits)"), 40)
    code.widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}
