"""The LMTP server (RFC 2033): our mail server hands in mail, and hears 250 once it is on the disk."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connections

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.gateways import arrivals
from hostdesk.gateways.mail import lmtp_data
from hostdesk.gateways.mail.lmtp_session import Session
from hostdesk.gateways.models import Arrival

log = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's: every command with every address

MAX_CONNECTIONS = 64
ANSWER_WITHIN = (
    60.0  # seconds; a mail server gives up after 5 to 10 minutes and would deliver twice (RFC 1047)
)
_GRACE = 20.0  # seconds for mails being stored when we are asked to stop


class LmtpServer:
    """Listens on HOSTDESK_LMTP; `start` and `stop` belong to one event loop."""

    name = "lmtp"

    def __init__(self, listen: tuple[str, int] | None = None, *, max_bytes: int | None = None) -> None:
        self.listen = listen or settings.HOSTDESK["HOSTDESK_LMTP"]
        self.max_bytes = max_bytes or settings.HOSTDESK["HOSTDESK_MAX_MAIL_MB"] << 20
        self.sessions: set[Session] = set()
        self.bytes_in_hand = 0  # of all mails being read at this moment
        self._peers = [ip_network(word, strict=False) for word in settings.HOSTDESK["HOSTDESK_LMTP_PEERS"]]
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="lmtp")
        self._storing: set[asyncio.Future[Arrival]] = set()

    async def start(self) -> None:
        """Begin to listen; raises OSError if the address is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Session(self, loop), *self.listen)
        log.info("LMTP listens on %s:%d", self.listen[0], self.port)

    async def stop(self) -> None:
        """Take nothing new, finish what is being stored and answer it, then hang up."""
        self._server.close()
        if self._storing:
            await asyncio.wait(self._storing, timeout=_GRACE)
            await asyncio.sleep(0)  # the sessions write their answers
        for session in list(self.sessions):
            session.hang_up()
        await asyncio.to_thread(self._threads.shutdown, wait=True)

    @property
    def port(self) -> int:
        """The port it really listens on, for HOST:0."""
        return int(self._server.sockets[0].getsockname()[1])

    def refusal(self, peer: str) -> str:
        """What to tell this peer instead of a greeting, or "".

        Always 4xx: with a wrong setting the mail server keeps its mail and tries again, and nothing bounces.
        """
        address = ip_address(peer)
        address = getattr(address, "ipv4_mapped", None) or address
        if not any(address in network for network in self._peers):
            log.warning("LMTP refused %s: it is not in HOSTDESK_LMTP_PEERS", peer)
            return "421 4.7.1 This address is not in HOSTDESK_LMTP_PEERS"
        if len(self.sessions) >= MAX_CONNECTIONS:
            return "421 4.3.2 Too many connections, try again later"
        return ""

    async def take(self, data: bytearray, envelope_from: str, recipients: tuple[str, ...]) -> str:
        """Store what came after DATA, in a thread; the answer for every recipient: in any doubt 4xx."""
        storing = self._store(data, envelope_from, recipients)
        try:
            arrival = await asyncio.wait_for(asyncio.shield(storing), ANSWER_WITHIN)
        except TimeoutError:
            # It may still succeed; then the second delivery is a repetition and changes nothing.
            return "451 4.3.0 Storing takes too long, try again later"
        except TemporaryFailure as failure:
            code = 452 if failure.status == arrivals.DISK_FULL else 451  # RFC 5321, 4.2.3
            return f"{code} {failure.status or '4.3.0'} {failure.text}"
        except PermanentFailure as failure:
            return f"550 {failure.status} {failure.text}"
        except Exception:
            log.exception("LMTP: an unexpected failure, the mail stays with its sender")
            return "451 4.3.0 Unexpected failure, try again later"
        return f"250 2.0.0 Kept as arrival {arrival.pk}"

    def _store(self, data: bytearray, sender: str, recipients: tuple[str, ...]) -> asyncio.Future[Arrival]:
        work = partial(_accept, data, sender, recipients)
        storing = asyncio.get_running_loop().run_in_executor(self._threads, work)
        self._storing.add(storing)
        storing.add_done_callback(self._storing.discard)
        return storing


async def serve(stop: asyncio.Event) -> None:
    """Run one server until `stop` is set."""
    server = LmtpServer()
    await server.start()
    try:
        await stop.wait()
    finally:
        await server.stop()


def _accept(data: bytearray, envelope_from: str, recipients: tuple[str, ...]) -> Arrival:
    raw = lmtp_data.mail_in(data)
    try:
        return arrivals.accept(raw, door="lmtp", envelope_from=envelope_from, recipients=recipients)
    finally:
        connections.close_all()  # threads of a pool outlive a restart of the database
