"""`hostdesk inspect FILE` and `hostdesk inspect --batch`: what the desk reads in a mail, as JSON.

Imports no Django, so that it starts at once.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hostdesk.core.incoming import Address, Incoming, Robot
from hostdesk.gateways.mail import caps
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.parse import parse
from hostdesk.gateways.mail.stub import stub


def main(argv: list[str]) -> int:
    """Print one JSON object per file; with --batch the paths come on standard input, one a line."""
    if argv[:1] == ["--batch"]:
        for line in sys.stdin:
            _print(inspect(line.rstrip("\n")))
        return 0
    if len(argv) != 1:
        sys.stderr.write("usage: hostdesk inspect FILE | hostdesk inspect --batch\n")
        return 2
    found = inspect(argv[0])
    _print(found)
    return 1 if "error" in found else 0


def inspect(path: str) -> dict[str, Any]:
    """The mail in a file as plain data; a mail over a cap shows its head and the name of the cap."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        return {"error": str(error)}
    try:
        return described(parse(raw, Facts()))
    except caps.Exceeded as error:
        unreadable = stub(raw, error.reason)
        return {
            "unreadable": unreadable.reason.value,
            "message_id": unreadable.message_id,
            "from_address": unreadable.sender,
            "subject": unreadable.subject,
        }


def described(mail: Incoming) -> dict[str, Any]:
    """What we read in a mail, in the words of the mail world."""
    return {
        "message_id": mail.message_id,
        "from_address": mail.sender.address,
        "from_name": mail.sender.name,
        "to": [_address(address) for address in mail.to],
        "cc": [_address(address) for address in mail.cc],
        "subject": mail.subject,
        "text": mail.text,
        "new_text": mail.new_text,
        "signature": mail.signature,
        "html": mail.html,
        "attachments": [
            {"name": file.name, "content_type": file.content_type, "size": file.size, "sha256": file.sha256}
            for file in mail.files
        ],
        "auto_submitted": mail.robot is not Robot.NONE,
        "robot": mail.robot.value,
        "bounce": _bounce(mail),
        "in_reply_to": mail.in_reply_to or None,
        "references": list(mail.references),
        "language": mail.language,
        "notes": list(mail.notes),
    }


def _address(address: Address) -> dict[str, str]:
    return {"address": address.address, "name": address.name}


def _bounce(mail: Incoming) -> dict[str, Any] | None:
    if mail.bounce is None:
        return None
    return {
        "recipient": mail.bounce.recipient,
        "status": mail.bounce.status,
        "action": mail.bounce.action,
        "recipients": list(
            dict.fromkeys(
                address
                for bounce in mail.bounces
                for address in (bounce.recipient, bounce.written_to)
                if address
            )
        ),
    }


def _print(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
