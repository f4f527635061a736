"""What somebody wrote with an entry: kept apart from its card, and read by whoever reads the matter."""

from cases.casefile.vault import Vault
from cases.sync.models import PhoneCheck, PhoneCheckWords


def save_with(row: PhoneCheck, text: str) -> None:
    """Save a new entry, and beside it what she wrote, if anything."""
    row.has_words = bool(text.strip())
    row.save(force_insert=True)
    if row.has_words:
        words = PhoneCheckWords(of_check=row)
        Vault.own(words).seal(words, note=text.strip())
        words.save(force_insert=True)


def read(row: PhoneCheck) -> str:
    """The words; "" where there are none, and for whoever row security keeps them from."""
    words = PhoneCheckWords.objects.filter(pk=row.pk).first() if row.has_words else None
    return Vault.unwrapped(words).open(words, "note") if words is not None else ""
