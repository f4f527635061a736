"""更正与删除 (个人信息保护法 arts. 46, 47): what a granted request changes is changed here, in the rows themselves.

A corrected value takes the place of the old one; a deleted one is gone with its blind index. What the law keeps until
the end of its storage period (档案法 art. 13) is not on the list of what can be deleted: who came, with what, and what
was answered. Papers that were issued stay as they went out.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from cases.casefile import wards
from cases.casefile.models import Case, Narrative
from cases.casefile.vault import Vault
from cases.people.indexes import INDEXED, index_of
from cases.people.models import Person, SafeContact
from cases.privacy.lists import Erasable
from cases.vocabulary.intake import MaritalStatus, PersonRole
from network.access.gate import Refusal

OF_PERSON = ("name", "phone", "id_number", "address")
OF_STORY = ("request", "facts", "prior_steps")
YEAR = "birth_year"
NOTHING_NEW = _("Write at least one value anew; what stays empty is not changed.")


def correct(case: Case, person: Person, told: Mapping[str, str], *, vault: Vault) -> list[str]:
    """Each value that was written takes the place of the old one; answers with the names of the columns.

    Raises Refusal: nothing written, the story of a matter by somebody who did not tell it, words of sealed records.
    """
    values = {name: text.strip() for name, text in told.items() if text.strip()}
    if not values:
        raise Refusal("name", NOTHING_NEW)
    wards.refuse_words(case, values)
    own = {name: values[name] for name in OF_PERSON if name in values}
    vault.seal(person, **own)
    for name in set(own) & set(INDEXED):
        setattr(person, f"{name}_index", index_of(name, own[name]))
    changed = [*own, *(f"{name}_index" for name in own if name in INDEXED)]
    if "name" in own and person.is_alias:
        person.is_alias = False
        changed.append("is_alias")
    if YEAR in values:
        person.birth_year = int(values[YEAR])
        changed.append(YEAR)
    if changed:
        person.save(update_fields=changed)
    story = {name: values[name] for name in OF_STORY if name in values}
    if story:
        _retell(case, person, story, vault)
    return sorted(values)


def _retell(case: Case, person: Person, story: dict[str, str], vault: Vault) -> None:
    if person.role not in (PersonRole.PETITIONER, PersonRole.REPRESENTATIVE):
        raise Refusal(next(iter(story)), _("The story is corrected by whoever told it."))
    row = Narrative.objects.select_for_update().filter(case=case).first()
    if row is None:
        wards.refuse_shut(case)
        raise Refusal(next(iter(story)), _("The content of this matter is not open to you. Ask its owner."))
    vault.seal(row, **story)
    row.save(update_fields=list(story))


def erasable(person: Person) -> set[str]:
    """What is hers to have deleted: how the petitioner is reached safely is the petitioner's own."""
    others = {Erasable.SAFE_WORDS.value} if person.role != PersonRole.PETITIONER else set()
    return set(Erasable.values) - others


def erase(case: Case, person: Person, what: Collection[str]) -> list[str]:
    """Each chosen value is gone; answers with their codes. Raises Refusal: nothing chosen, or not hers."""
    chosen = sorted({Erasable(each) for each in what})
    if not chosen:
        raise Refusal("erase", _("Choose what is deleted."))
    if set(chosen) - erasable(person):
        raise Refusal("erase", _("How the petitioner is reached safely is hers alone to have deleted."))
    columns: dict[str, object] = {}
    for each in chosen:
        if each is Erasable.MARITAL_STATUS:
            columns["marital_status"] = MaritalStatus.UNSAID
        elif each is not Erasable.SAFE_WORDS:
            columns[each.value] = None
            if each.value in INDEXED:
                columns[f"{each.value}_index"] = None
    for name, value in columns.items():
        setattr(person, name, value)
    if columns:
        person.save(update_fields=list(columns))
    if Erasable.SAFE_WORDS in chosen:
        gone = dict.fromkeys(SafeContact.SEALED)
        SafeContact.objects.filter(case=case).update(**gone)
    return [each.value for each in chosen]
