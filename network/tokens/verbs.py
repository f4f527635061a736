"""Making and taking back a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.deadlines.said import said
from network.staff.models import User
from network.tokens import words
from network.tokens.bearer import posts_of
from network.tokens.models import Token
from sisterhood.lib import clock

SUBJECT = "token"
LIFE, MOST = "token.life", "token.most"


@dataclass(frozen=True)
class Made:
    """A new token and its word, which nobody sees a second time."""

    token: Token
    word: str


@transaction.atomic
def make_token(
    *,
    name: str,
    days: int,
    by: User,
    may_write: bool = False,
    networks: str = "",
    at: datetime | None = None,
) -> Made:
    """A word for a program of hers; whoever calls has asked for her password (`network.staff.proof`).

    Raises Refusal: without a post, longer than `token.life`, or one more than `token.most`.
    """
    scope, at = rest.of(by), at or clock.now()
    posts = posts_of(by)
    if not posts:
        raise Refusal("role", _("Whoever holds no post has nothing a program could ask for."))
    if not 1 <= days <= calculator.length_of(LIFE):
        raise Refusal("days", said(_("A token lasts %(time)s at most."), time=LIFE))
    rest.one_at_a_time(SUBJECT)
    if Token.objects.filter(user_id=scope.user_id).live(at).count() >= calculator.length_of(MOST):
        raise Refusal("name", _("You have as many tokens as a person may have. Take one back first."))
    word = words.fresh()
    token = Token.objects.create(
        user=by,
        name=name.strip(),
        digest=words.digest_of(word),
        hint=word[-words.HINT :],
        may_write=may_write,
        networks=" ".join(networks.split()),
        posts=posts,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    detail = {"verb": "make_token", "writes": may_write, "until": token.expires_at.isoformat()}
    record.event(Action.GRANT, by=by, subject=(SUBJECT, token.pk), detail=detail, at=at)
    return Made(token, word)


@transaction.atomic
def revoke_token(token: UUID, *, by: User, at: datetime | None = None) -> Token:
    """Taken back by herself or by the system administrator; its next request is refused.

    Raises Refusal: gone, somebody else's, twice.
    """
    scope, at = rest.of(by), at or clock.now()
    row = Token.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=token).first()
    if row is None:
        raise Refusal("gone", _("This token is not known here."))
    if row.user_id != by.pk:
        gate.require(scope, "manage_accounts")
    if not row.is_live(at):
        raise Refusal("revoked", _("This token has ended already."))
    row.revoked_at, row.revoked_by = at, by
    row.save(update_fields=["revoked_at", "revoked_by"])
    detail = {"verb": "revoke_token", "of": row.user_id}
    record.event(Action.WITHDRAW, by=by, subject=(SUBJECT, row.pk), detail=detail, at=at)
    return row
