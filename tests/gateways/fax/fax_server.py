"""A fax server for the tests: as much of hfaxd's dialect of FTP as we speak, and jobs that tests move on."""

import contextlib
import socket
import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Queued:
    """A job that was submitted."""

    job_id: str
    parameters: dict[str, str]
    state: str = "W"
    pages: int = 0
    total: int = 0
    status: str = ""
    next_try: str = ""


@dataclass
class FaxServer:
    """Listens on a port of its own; `jobs` are those that were submitted."""

    jobs: list[Queued] = field(default_factory=list)
    documents: list[bytes] = field(default_factory=list)
    hangs_up_on_submit: bool = False
    refuses: str = ""

    def __enter__(self) -> "FaxServer":
        desk = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError, ValueError):
                    _serve(desk, self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """As a setting."""
        return f"hylafax://desk@127.0.0.1:{self._server.server_address[1]}"

    @property
    def tags(self) -> list[str]:
        """Our names of the jobs that were submitted."""
        return [one.parameters["JOBINFO"] for one in self.jobs]

    def move(self, job: Queued, state: str, **more: object) -> None:
        """What became of it."""
        job.state = state
        for name, value in more.items():
            setattr(job, name, value)


def _serve(desk: FaxServer, session: socketserver.StreamRequestHandler) -> None:
    def say(words: str) -> None:
        session.wfile.write(f"{words}\r\n".encode())

    say("220 test server ready.")
    new: dict[str, str] = {}
    listener = socket.socket()
    while line := session.rfile.readline().decode().strip():
        verb, _, rest = line.partition(" ")
        if verb == "PASV":
            listener = socket.create_server(("127.0.0.1", 0))
            port = listener.getsockname()[1]
            say(f"227 Entering passive mode (127,0,0,1,{port >> 8},{port & 255})")
        elif verb == "STOT":
            say("150 FILE: /tmp/doc1.pdf (Opening new data connection).")
            desk.documents.append(_received(listener))
            say("226 Transfer complete (FILE: /tmp/doc1.pdf).")
        elif verb == "LIST":
            say("150 Opening new data connection.")
            _sent(listener, _listed(desk) if rest == "sendq" else "")
            say("226 Transfer complete.")
        elif verb == "JNEW":
            new = {}
            say("200 New job created: jobid: 7 groupid: 7.")
        elif verb == "JPARM":
            name, _, value = rest.partition(" ")
            new[name] = value.strip('"')
            say("213 set.")
        elif verb == "JSUBM" and desk.refuses:
            say(desk.refuses)
        elif verb == "JSUBM":
            desk.jobs.append(Queued(str(100 + len(desk.jobs)), new))
            if desk.hangs_up_on_submit:
                return
            say("200 Job submitted.")
        elif verb == "QUIT":
            say("221 Goodbye.")
            return
        else:
            say("230 Fine." if verb == "USER" else "200 Fine.")


def _received(listener: socket.socket) -> bytes:
    with listener, listener.accept()[0] as channel:
        return b"".join(iter(lambda: channel.recv(1 << 16), b""))


def _sent(listener: socket.socket, text: str) -> None:
    with listener, listener.accept()[0] as channel:
        channel.sendall(text.encode())


def _listed(desk: FaxServer) -> str:
    rows = (
        [one.parameters["JOBINFO"], one.job_id, one.state, str(one.pages), str(one.total), "1", one.status,
         one.next_try]
        for one in desk.jobs
    )  # fmt: skip
    return "".join("\x1f".join(row) + "\r\n" for row in rows)
