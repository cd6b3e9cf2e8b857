"""Commands of Hostdesk as processes that need not load everything anew: forked from one that has.

A thousand kills would otherwise spend an hour on imports. What is forked is a process of its own, is killed
by SIGKILL like any other, and has nothing open that its parent had. Requests come as JSON lines on stdin
({"id", "words", "environ", "stdin", "output"}), answers go to stdout ({"id", "pid"}, later {"id", "code"}).
"""

import importlib
import json
import os
import select
import signal
import sys
import threading
from typing import Any

_PAUSE = 0.01  # seconds between two looks for children that have ended


def main() -> None:
    """Load, then fork on request until stdin is closed."""
    _load()
    children: dict[int, int] = {}
    while True:
        readable, _, _ = select.select([sys.stdin], [], [], _PAUSE)
        if readable:
            line = sys.stdin.readline()
            if not line:
                return
            request = json.loads(line)
            pid = os.fork()
            if pid == 0:
                _be(request)
            children[pid] = request["id"]
            _answer(id=request["id"], pid=pid)
        while children and (ended := os.waitpid(-1, os.WNOHANG))[0]:
            _answer(id=children.pop(ended[0]), code=os.waitstatus_to_exitcode(ended[1]))


def _load() -> None:
    from hostdesk.program.starting import start_django

    start_django()
    from django.db import connections

    for name in ("serve", "receive"):
        importlib.import_module(f"hostdesk.commands.{name}")
    for name in ("program.house", "program.parts", "program.prepare", "gateways.mail.pipe", "gateways.work"):
        importlib.import_module(f"hostdesk.{name}")
    importlib.import_module("hostdesk.asgi")
    connections.close_all()
    assert threading.active_count() == 1, "a fork takes only one thread along"


def _be(request: dict[str, Any]) -> None:
    """Never returns: this process is now `hostdesk WORDS`."""
    os.environ |= request["environ"]
    import hostdesk.lib.failpoints as failpoints

    importlib.reload(failpoints)  # it looks at the environment once
    source = os.open(request["stdin"] or os.devnull, os.O_RDONLY)
    sink = os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, handle in enumerate((source, sink, sink)):
        os.dup2(handle, number)
    sys.stdin = os.fdopen(0)
    from hostdesk.__main__ import main as hostdesk

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 70
    try:
        sys.argv = ["hostdesk", *request["words"]]
        code = hostdesk() or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _answer(**values: int) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
