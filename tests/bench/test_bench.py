"""The bench itself: it builds both databases, measures what the product really asks, and says so in one object."""

import json
import subprocess
import sys

from tests import ground


def bench(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments, "--superuser-url", ground.SUPERUSER_URL],
        cwd=ground.BASE,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_small_nation_is_built_and_measured():
    run = bench("--cases", "3000", "--only", "3,7,9", "--json")
    assert run.returncode in (0, 1), run.stderr
    found = json.loads(run.stdout)
    assert list(found["cases"]) == ["3", "7", "9"]
    for case in found["cases"].values():
        assert case["ratio"] > 0 and isinstance(case["ok"], bool)
        assert {"name", "ratio", "target", "at", "ok"} == set(case["checks"][0])
        assert all(ms > 0 for ms in case["ms"].values())
    assert set(found["cases"]["3"]["ms"]) >= {"city", "county", "township"}
    assert run.returncode == (0 if all(case["ok"] for case in found["cases"].values()) else 1)
    assert found["machine"]["cores"] >= 1 and found["size"]["cases"] == 3000


def test_a_wrong_number_is_answered_with_one_sentence():
    run = bench("--only", "5")
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1 and "choose from" in run.stderr
