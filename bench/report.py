"""What the bench says: a table for people, one JSON object for machines."""

import json
import os
import platform
from pathlib import Path
from typing import Any

import django
import psycopg

from bench.ground import NATION
from bench.house import House
from bench.measure import Finding


def machine(house: House) -> dict[str, Any]:
    """What the ratios were measured on; never compared."""
    with house.ground.connect(NATION) as connection:
        (server,) = connection.execute("show server_version").fetchone()
    names = (line.partition(":")[2].strip() for line in _cpu() if line.startswith("model name"))
    return {
        "cores": os.cpu_count(),
        "processor": next(names, platform.machine()),
        "load": round(os.getloadavg()[0], 2),
        "postgresql": server.split()[0],
        "python": platform.python_version(),
        "django": django.__version__,
        "psycopg": psycopg.__version__,
    }


def _cpu() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []


def as_json(house: House, findings: dict[int, Finding], seconds: float) -> str:
    """{cases: {"1": {title, ratio, target, ok, checks, ms, notes}}, machine, size, built, seconds}."""
    cases = {str(number): _case(finding) for number, finding in findings.items()}
    size = {"cases": house.cases, "units": {level: len(units) for level, units in house.units.items()}}
    return json.dumps(
        {
            "cases": cases,
            "machine": machine(house),
            "size": size,
            "built": house.seconds,
            "seconds": round(seconds, 1),
        },
        ensure_ascii=False,
    )


def _case(finding: Finding) -> dict[str, Any]:
    first, *_others = finding.checks
    return {
        "title": finding.title,
        "ratio": round(first.ratio, 3),
        "target": first.target,
        "ok": finding.ok,
        "checks": [
            {"name": c.name, "ratio": round(c.ratio, 3), "target": c.target, "at": _at(c.least), "ok": c.ok}
            for c in finding.checks
        ],
        "ms": finding.ms,
        "notes": {name: round(value, 3) for name, value in finding.notes.items()},
    }


def _at(least: bool) -> str:
    return "least" if least else "most"


def as_table(number: int, finding: Finding) -> str:
    """One case as lines of a table: its checks, then medians, then notes."""
    lines = [f"\n{number:>3}  {finding.title}"]
    for c in finding.checks:
        verdict = "pass" if c.ok else "MISSED"
        lines.append(f"     {c.name:<34}{c.ratio:>10.2f}   at {_at(c.least):<5} {c.target:<6g}{verdict}")
    lines += [f"       {name:<34}{value:>10.3f} ms" for name, value in finding.ms.items()]
    lines += [f"       {name:<34}{value:>10.2f}" for name, value in finding.notes.items()]
    return "\n".join(lines)
