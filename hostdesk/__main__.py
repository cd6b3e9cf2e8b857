"""`hostdesk`, the one command-line entry: each command is a module of hostdesk.commands."""

import argparse
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from hostdesk import __version__
from hostdesk.program import exits, trouble

COMMANDS = {
    "serve": "run everything in one process: web pages, mail in, mail out",
    "web": "run the web server only",
    "work": "run the workers only: arrivals become tickets, letters leave",
    "lmtp": "run the LMTP server only, which takes mail from the MTA",
    "receive": "take one mail from standard input",
    "fax-received": "take one fax from the hook of a fax server",
    "fetch": "fetch mail from the IMAP mailboxes",
    "inspect": "show how a mail is read, without storing anything",
    "price": "say what work costs and why, JSON lines in and out",
    "due": "say by when a first response is due, JSON lines in and out",
    "verify": "check that the record is whole and untouched",
    "demo": "install an invented provider's data and serve it",
    "settings": "show every setting, its value and its meaning",
    "migrate": "prepare the database and the static files",
    "invoices": "take invoices over from the billing system",
    "knowledge": "take articles over from a folder of Markdown files",
    "contact": "help a customer's contact who cannot sign in any more",
    "staff": "add, list, switch off and on the people at the desk",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (program.exits); foreseeable trouble is told in words."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        return _overview(words)
    command = import_module(f"hostdesk.commands.{words[0].replace('-', '_')}")
    try:
        return int(command.run(_parser(words[0], command).parse_args(words[1:])))
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:
        known = trouble.explain(error)
        code = _forced(command) or (known.exit_code if known else None)
        if code is None:
            raise
        sys.stderr.write(f"{known.text if known else traceback.format_exc()}\n")
        return code


def _forced(command: ModuleType) -> int | None:
    """A command may answer every trouble with one code: an MTA that hears "try again" keeps the mail."""
    code: int | None = getattr(command, "ON_TROUBLE", None)
    return code


class _Parser(argparse.ArgumentParser):
    usage_code = exits.USAGE

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(self.usage_code, f"{self.prog}: {message}\n")


def _parser(name: str, command: ModuleType) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"hostdesk {name}",
        description=(command.__doc__ or "").strip(),
        epilog=command.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.usage_code = _forced(command) or exits.USAGE
    command.add_arguments(parser)
    return parser


def _overview(words: list[str]) -> int:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {what}" for name, what in COMMANDS.items())
    parser = _Parser(
        prog="hostdesk",
        usage="hostdesk COMMAND …",
        description="The support desk of a web-hosting provider.",
        epilog=f"commands:\n{lines}\n\n`hostdesk COMMAND --help` explains one.\nexample: hostdesk serve",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"hostdesk {__version__}")
    if not words:
        parser.print_help()
        return exits.USAGE
    if not words[0].startswith("-"):
        parser.error(f"there is no command {words[0]!r}; see hostdesk --help")
    parser.parse_args(words)
    return exits.USAGE


if __name__ == "__main__":
    sys.exit(main())
