"""What a limit says at a time, whether in its first wording or a later one."""

from typing import Protocol


class Terms(Protocol):
    """The numbers a clock counts with: `length` and `remind_before` as `count_in` counts, `extension` in days."""

    @property
    def name(self) -> str:
        """What it limits."""

    @property
    def count_in(self) -> str:
        """A value of CountIn."""

    @property
    def length(self) -> int:
        """How long."""

    @property
    def remind_before(self) -> int:
        """How long before the internal date the first reminder comes."""

    @property
    def extension(self) -> int:
        """The longest single extension; 0 for none."""

    @property
    def may_pause(self) -> bool:
        """Whether it may be paused."""

    @property
    def source(self) -> str:
        """Law or rule."""
