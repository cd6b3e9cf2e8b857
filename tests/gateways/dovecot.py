"""A real Dovecot of our own on free ports: passwords, TLS with a private authority, XOAUTH2."""

import datetime
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imap_tools import MailBoxUnencrypted

PASSWORD = "geheim"
NOBODY = 65534
CONFIG = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail/%u
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
imap_capability = {capability}
"""
OAUTH = """
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""


class Dovecot:
    """One running server; every test uses a user (and so a mailbox) of its own."""

    def __init__(self, home: Path, capability: str = "") -> None:
        self.home, self.plain, self.tls = home, free_port(), free_port()
        self.provider = OauthProvider()
        make_certificates(home)
        values = {"home": home, "plain": self.plain, "tls": self.tls, "password": PASSWORD}
        owner = (os.getuid() or NOBODY, os.getgid() or NOBODY)  # Dovecot reads no mail as root
        (home / "mail").mkdir()
        os.chown(home / "mail", *owner)
        values |= {"uid": owner[0], "gid": owner[1], "capability": capability}
        (home / "dovecot.conf").write_text(CONFIG.format(**values))
        (home / "oauth2.conf").write_text(OAUTH.format(port=self.provider.port))
        command = ["dovecot", "-F", "-c", str(home / "dovecot.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()

    def client(self, user: str) -> MailBoxUnencrypted:
        """Another client of the same mailbox, logged in."""
        return MailBoxUnencrypted("127.0.0.1", self.plain, timeout=20).login(user, PASSWORD)

    def deliver(self, user: str, *mails: bytes, folder: str = "INBOX") -> None:
        """Put mails into a folder."""
        with self.client(user) as box:
            for mail in mails:
                box.append(mail, folder)

    def count(self, user: str, folder: str) -> int:
        """How many messages lie in a folder; 0 if there is none of that name."""
        with self.client(user) as box:
            return box.folder.status(folder)["MESSAGES"] if box.folder.exists(folder) else 0

    def stop(self) -> None:
        """End server and token provider."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)
        self.provider.stop()

    def _wait(self) -> None:
        end = time.monotonic() + 20
        while True:
            try:
                # The greeting must be heard: who hangs up before it can upset the master of the processes.
                with socket.create_connection(("127.0.0.1", self.plain), timeout=20) as client:
                    if client.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    log = self.home / "log"
                    raise RuntimeError(
                        log.read_text() if log.exists() else "dovecot does not start"
                    ) from None
                time.sleep(0.05)


class OauthProvider:
    """A token endpoint that gives an access token and each time a new refresh token; and introspection."""

    def __init__(self) -> None:
        self.refresh_token, self.given = "first", 0
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, answer = provider.answer(self.path, {k: v[0] for k, v in parse_qs(body).items()})
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """RFC 6749 section 6 and RFC 7662."""
        if path == "/introspect":
            return 200, {"active": form.get("token") == f"access-{self.given}", "username": "oda"}
        if form.get("refresh_token") != self.refresh_token or form.get("client_id") != "hostdesk":
            return 400, {"error": "invalid_grant"}
        self.given += 1
        self.refresh_token = f"refresh-{self.given}"
        return 200, {
            "access_token": f"access-{self.given}",
            "refresh_token": self.refresh_token,
            "token_type": "Bearer",
            "expires_in": 3600,
        }

    def stop(self) -> None:
        """Hang up."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def a_dovecot(capability: str = "") -> Iterator[Dovecot]:
    """A server in a folder of its own; its login process needs to get there, so not pytest's private one."""
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    home.chmod(0o755)
    server = Dovecot(home, capability)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def make_certificates(home: Path) -> None:
    """ca.pem and, signed by it, server.pem with server.key for localhost."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(
        "Nordlicht test authority", authority_key, authority_key, "Nordlicht test authority", True
    )
    server = _certificate("localhost", key, authority_key, "Nordlicht test authority", False)
    pem = serialization.Encoding.PEM
    (home / "ca.pem").write_bytes(authority.public_bytes(pem))
    (home / "server.pem").write_bytes(server.public_bytes(pem))
    (home / "server.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _certificate(name: str, key: Any, signer: Any, signer_name: str, is_authority: bool) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    build = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, signer_name)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    )
    return build.sign(signer, hashes.SHA256())
