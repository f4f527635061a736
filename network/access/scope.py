"""Who is asking: a value built once for each request from her live posts."""

from dataclasses import dataclass, field

from network.access.roles import ROLES


@dataclass(frozen=True)
class Post:
    """A live post, reduced to what access needs."""

    role: str
    unit_id: int
    level: int


@dataclass(frozen=True)
class Scope:
    """`area`: units of levels 1–3 whose subtree she oversees; `lead`: units whose leader she is.

    `stands_for`: colleagues on leave whose posts are among hers today.
    """

    user_id: int
    posts: tuple[Post, ...] = field(default=())
    area: tuple[int, ...] = field(default=())
    lead: tuple[int, ...] = field(default=())
    stands_for: tuple[int, ...] = field(default=())

    @property
    def units(self) -> tuple[int, ...]:
        """Every unit where she holds a post."""
        return tuple(dict.fromkeys(p.unit_id for p in self.posts))

    @property
    def is_auditor(self) -> bool:
        """Whether she may read the audit log."""
        return any("read_audit" in ROLES[p.role].may for p in self.posts)

    def holds(self, *roles: str) -> bool:
        """Whether she holds one of the roles anywhere."""
        return any(p.role in roles for p in self.posts)

    def may(self, action: str) -> bool:
        """Whether any of her roles knows the action at all, whatever the row."""
        return any(ROLES[p.role].reaches(action, p.level) for p in self.posts)
