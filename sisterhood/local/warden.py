"""Ends what a killed supervisor left behind. Run as a file, with the standard library alone.

Standard input is a pipe from the supervisor: `+PGID` when a child starts, `-PGID` when its group is gone. When
the pipe closes, however the supervisor ended, every group still listed is asked to stop and then made to.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 8.0


def gone(group: int) -> bool:
    """Is nobody alive in this process group? The dead whom init has not collected yet do not count."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    shown = [folder for folder in os.listdir("/proc") if folder.isdigit()] if os.path.isdir("/proc") else []
    return bool(shown) and not any(_lives_in(number, group) for number in shown)


def _lives_in(number: str, group: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8", errors="replace") as file:
            state, _parent, member_of = file.read().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(member_of) == group and state not in "ZX"


def tell(groups: set[int], number: signal.Signals) -> None:
    """Send a signal to every group that still has members."""
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue


def main() -> None:
    """Read until the pipe closes, then end the groups."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    tell(groups, signal.SIGTERM)
    end = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < end and not all(gone(group) for group in groups):
        time.sleep(0.1)
    tell(groups, signal.SIGKILL)


if __name__ == "__main__":
    main()
