"""By when a first response is due, and when staff get in touch without consent: JSON lines in and out.

Each line needs "received_at" (with offset) and "hours" ("Mon-Fri 08:00-18:00" or "24x7"). "region" names
whose public holidays count (none if empty), "target" is 4h if missing, "closed" lists more days ("12-24").
The answer has "due" and "resume_from" in local time; the latter is null inside the hours.
"""

import argparse
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hostdesk.core.deadlines import first_response_due, parse_target, resume_from
from hostdesk.core.failures import PermanentFailure
from hostdesk.core.hours import parse
from hostdesk.lib.json_lines import answer_all, instant, text, texts
from hostdesk.program import exits

EPILOG = """example: tr -d '\\n' <<END | hostdesk due
         {"id": 1, "received_at": "2026-09-18T16:30:00+02:00", "region": "DE-BY",
          "hours": "Mon-Fri 08:00-18:00", "target": "4h"}
         END
exit codes: 0 every line answered, 1 a line has an "error" in words instead"""

_ZONE = "Europe/Berlin"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: all stands in the lines."""


def run(args: argparse.Namespace) -> int:
    """Answer standard input line by line; neither settings nor a database are needed."""
    is_whole = answer_all(sys.stdin.buffer, sys.stdout, answer, (ValueError, OverflowError, PermanentFailure))
    return exits.OK if is_whole else exits.FAILED


def answer(line: dict[str, Any]) -> dict[str, Any]:
    """`due` and `resume_from` as ISO times with local offset; ValueError says what is wrong with the line."""
    hours = parse(
        text(line, "hours"),
        timezone=text(line, "timezone", _ZONE),
        region=text(line, "region", ""),
        closed=texts(line, "closed"),
    )
    received = instant(line, "received_at")
    due = first_response_due(received, hours, parse_target(text(line, "target", "4h")))
    return {
        "due": _local(due, hours.timezone),
        "resume_from": _local(resume_from(received, hours), hours.timezone),
    }


def _local(instant: datetime | None, timezone: str) -> str | None:
    return instant.astimezone(ZoneInfo(timezone)).isoformat() if instant else None
