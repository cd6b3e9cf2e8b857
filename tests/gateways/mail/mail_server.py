"""Real mail servers for the tests: one that can be told to misbehave, and one that only says its lines."""

import asyncio
import datetime as dt
import socket
import ssl
import threading
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "s3cret/ü:@"


class Office:
    """What the server received, and what it is to answer instead of "250"."""

    def __init__(self):
        self.mails = []  # (sender, recipients, content as received)
        self.recipients_refused = {}
        self.sender_refused = ""
        self.after_data = []  # one step per mail: words to answer, "drop", or seconds to wait
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_refused:
            return self.sender_refused
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.recipients_refused:
            return self.recipients_refused[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        step = self.after_data.pop(0) if self.after_data else 0
        if isinstance(step, str) and step != "drop":
            return step
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if step == "drop":
            server.transport.abort()
        else:
            await asyncio.sleep(step)
        return f"250 2.0.0 Ok: queued as {len(self.mails)}"


@contextmanager
def open_office(scheme="smtp", certificate=None, with_password=False, **more):
    """The address for HOSTDESK_SMTP, and the office behind it."""
    office = Office()
    options = {"hostname": "127.0.0.1", "port": free_port(), "enable_SMTPUTF8": True, **more}
    if certificate and scheme == "smtps":
        options["ssl_context"] = certificate
    elif certificate:
        options |= {"tls_context": certificate, "require_starttls": True}
    if with_password:
        options |= {"authenticator": _check, "auth_required": True, "auth_require_tls": False}
    controller = Controller(office, **options)
    controller.start()
    try:
        yield f"{scheme}://127.0.0.1:{options['port']}", office
    finally:
        controller.stop()


@contextmanager
def scripted(*lines):
    """A server that says one line for each that it hears (and one first); after the last it hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_recite, args=(listener, lines), daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def certificate_in(folder, name="127.0.0.1"):
    """A self-made certificate: the path to trust it by, and the context of its server."""
    from ipaddress import ip_address

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.test")])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, private = folder / "certificate.pem", folder / "key.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, private)
    return path, context


def _check(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (b"hostdesk", PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


def _recite(listener, lines):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as heard:
            for line in lines:
                connection.sendall(line.encode() + b"\r\n")
                if line.startswith("354"):
                    while heard.readline() not in (b".\r\n", b""):
                        pass
                elif not heard.readline():
                    break
