"""The outcome of `hostdesk verify` for people, for machines, and for the next time."""

from typing import Any

from django.utils import timezone

from hostdesk.journal import chain
from hostdesk.journal.anchor import Anchor
from hostdesk.journal.verify import Report

_RESULTS = {0: "fine", 1: "finding", 2: "not checked"}


def as_text(report: Report) -> str:
    """A few lines; the last one is the verdict."""
    lines = [f"{name}: {f.text}" + (f" ({f.where})" if f.where else "") for name, f in report.findings]
    lines += [f"{name}: could not be checked.\n{reason}" for name, reason in report.unchecked]
    return "\n".join([*lines, _verdict(report)]) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """The same for machines."""
    return {
        "result": _RESULTS[report.exit_code],
        "events": report.events,
        "last": {"seq": report.last_seq, "hash": report.last_hash},
        "first_bad_seq": report.first_bad_seq,
        "findings": [
            {"check": name, "text": f.text, "where": f.where, "seq": f.seq} for name, f in report.findings
        ],
        "not_checked": [{"check": name, "reason": reason} for name, reason in report.unchecked],
        "checks": report.checks,
        "seconds": round(report.seconds, 3),
    }


def anchor_of(report: Report) -> Anchor:
    """What an anchor says about the chain as it is now, not yet signed."""
    return Anchor(report.last_seq, report.last_hash, report.events, chain.instant(timezone.now()))


def _verdict(report: Report) -> str:
    if report.exit_code == 1:
        first = f"; the first bad event is {report.first_bad_seq}" if report.first_bad_seq else ""
        return f"Something is wrong: {len(report.findings)} findings{first}."
    if report.exit_code == 2:
        return f"Not everything could be checked: {', '.join(name for name, _ in report.unchecked)}."
    looked = f"{report.events:,} events in {report.seconds:.1f} s, checks: {', '.join(report.checks)}"
    return f"All is well: {looked}.\nThe chain ends in {report.last_hash}."
