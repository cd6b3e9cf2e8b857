"""Take invoices over from the billing system, so that a complaint can name their items.

`import` reads CSV (one row an item, semicolons or commas, German or English numbers) or JSON. Each invoice is
taken whole or not at all; what is refused is told with the reason and what to do. The same file twice changes
nothing; an invoice that changed gets a further revision, and the earlier one can still be read.
`token` makes a token for POST /api/invoices, which does the same.
"""

import argparse
import sys
from pathlib import Path

from hostdesk.program import exits

EPILOG = """example: hostdesk invoices import invoices-2026-11.csv --report refused.csv
         hostdesk invoices import --check - < invoices.json
columns: number, customer, date, text, net, vat_rate; if there are: status, currency, credits, total_net,
         total_gross, position, period, quantity, gross, ref (and their German names, see docs/invoices.md)
exit codes: 0 all taken, 1 some refused (why is said), 64 wrong use, 65 the file is none of ours,
            75 database not reachable, 78 wrong setting"""

_SHOWN = 40  # refused rows on the terminal; the report has them all
_MOST = 512 << 20  # bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command an act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="import|token")
    taking = acts.add_parser("import", help="take invoices over from a file")
    taking.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    taking.add_argument(
        "--format", choices=("csv", "json"), help="else the file says: JSON begins with { or ["
    )
    taking.add_argument("--check", action="store_true", help="say what would happen, and write nothing")
    taking.add_argument("--report", type=Path, metavar="FILE", help="write what was refused: .csv or .json")
    token = acts.add_parser("token", help="make a token for the API, and the setting that lets it in")
    token.add_argument("name", help="who uses it, for instance billing; it stands in the journal")


def run(args: argparse.Namespace) -> int:
    """Do it, and say what was done."""
    return _import(args) if args.act == "import" else _token(args.name)


def _import(args: argparse.Namespace) -> int:
    content = _content(args.file)
    if content is None:
        return exits.REFUSED
    from hostdesk.program.starting import start_django

    start_django()
    from hostdesk.customers import import_report
    from hostdesk.customers.importing import import_invoices
    from hostdesk.customers.invoice_files import Unreadable
    from hostdesk.program import prepare

    prepare.prepare()
    is_json = args.format == "json" if args.format else content.lstrip()[:1] in (b"{", b"[")
    source = f"command line: {Path(args.file).name}"
    try:
        report = import_invoices(
            content, is_json=is_json, source=source, is_trial=args.check, progress=_progress
        )
    except Unreadable as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return exits.REFUSED
    if args.report:
        wanted = import_report.as_json if args.report.suffix == ".json" else import_report.as_csv
        args.report.write_bytes(wanted(report))
    sys.stdout.write(import_report.summary(report))
    sys.stderr.write(import_report.lines(report, _SHOWN))
    return exits.OK if report.is_whole else exits.FAILED


def _content(name: str) -> bytes | None:
    try:
        content = sys.stdin.buffer.read(_MOST + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        sys.stderr.write(f"{name} cannot be read: {error.strerror}.\n")
        return None
    if len(content) > _MOST:
        sys.stderr.write(f"This file is larger than {_MOST >> 20} MB: hand it over in parts.\n")
        return None
    return content


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {of:,} invoices")
        sys.stderr.write("\n" if done >= of else "")
        sys.stderr.flush()


def _token(name: str) -> int:
    from hostdesk.lib import api_tokens

    if not api_tokens.is_name(name):
        sys.stderr.write("A name has small letters, figures and hyphens, 30 at most.\n")
        return exits.USAGE
    token, setting = api_tokens.make(name)
    sys.stdout.write(
        f"The token, shown once; the other program sends it as `Authorization: Bearer …`:\n{token}\n\n"
        f"Add this to HOSTDESK_API_TOKENS (separated by commas) and start again:\n{setting}\n"
    )
    return exits.OK
