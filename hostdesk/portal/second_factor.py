"""Time-based codes (RFC 6238) and recovery codes: the second factor, asked for before a session exists."""

import base64
import hashlib
import io
import secrets
from datetime import datetime

import qrcode
import qrcode.image.svg
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor import InvalidToken as WrongCode
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

from hostdesk.customers.models import Contact
from hostdesk.portal.models import Login, RecoveryCode

STEP = 30  # seconds that a code is shown
CODES = 10  # recovery codes
_SECRET = 20  # bytes, as RFC 4226 recommends
_SKEW = (0, -1, 1)  # steps by which the clock of a phone may differ
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


def is_on(contact: Contact) -> bool:
    """Whether a code is asked for when she signs in."""
    return Login.objects.filter(contact=contact).exclude(totp_secret="").exists()


def new_secret() -> str:
    """A secret for an app, in base32."""
    return base64.b32encode(secrets.token_bytes(_SECRET)).decode()


def address(secret: str, contact: Contact) -> str:
    """What the app reads from the QR code."""
    return _totp(secret).get_provisioning_uri(contact.address, settings.HOSTDESK["HOSTDESK_PROVIDER"])


def drawing(uri: str) -> str:
    """The QR code as a data address of an SVG."""
    out = io.BytesIO()
    qrcode.make(uri, image_factory=qrcode.image.svg.SvgPathFillImage, box_size=12, border=3).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def fits(secret: str, code: str, at: datetime) -> int | None:
    """The step whose code this is, or None; a minute of difference between two clocks is forgiven."""
    typed = "".join(code.split()).encode()
    for skew in _SKEW:
        step = int(at.timestamp()) // STEP + skew
        try:
            _totp(secret).verify(typed, step * STEP)
        except WrongCode:
            continue
        return step
    return None


def switch_on(contact: Contact, secret: str, step: int, at: datetime) -> list[str]:
    """From now on a code is asked for; returns the recovery codes, which are shown once."""
    login, _ = Login.objects.get_or_create(contact=contact, defaults={"address": contact.address})
    login.totp_secret, login.totp_since, login.totp_last = _encrypted(secret), at, step
    login.save()
    return new_recovery_codes(login)


def switch_off(contact: Contact) -> None:
    """No code is asked for any more."""
    login = Login.objects.get(contact=contact)
    login.totp_secret, login.totp_since = "", None
    login.save()
    login.recovery_codes.all().delete()


def new_recovery_codes(login: Login) -> list[str]:
    """The old ones are void."""
    login.recovery_codes.all().delete()
    codes = [_recovery_code() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(login=login, code_sha256=_digest(one)) for one in codes)
    return codes


def use_code(contact: Contact, code: str, at: datetime) -> bool:
    """Whether this is the app's code; each counts once, also for two who type it at once."""
    login = Login.objects.filter(contact=contact).exclude(totp_secret="").first()
    step = fits(_decrypted(login.totp_secret), code, at) if login else None
    if login is None or step is None:
        return False
    return bool(Login.objects.filter(pk=login.pk, totp_last__lt=step).update(totp_last=step))


def use_recovery_code(contact: Contact, code: str, at: datetime) -> bool:
    """Whether this is one of hers that was not used before; it is now."""
    unused = RecoveryCode.objects.filter(login__contact=contact, used_at=None, code_sha256=_digest(code))
    return bool(unused.update(used_at=at))


def recovery_codes_left(contact: Contact) -> int:
    """How many are unused."""
    return RecoveryCode.objects.filter(login__contact=contact, used_at=None).count()


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), 6, SHA1(), STEP)  # noqa: S303 - what every app computes (RFC 6238)


def _recovery_code() -> str:
    """60 bits and more; guesses are counted besides."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(letters[place : place + 4] for place in (0, 4, 8))


def _digest(code: str) -> str:
    plain = "".join(one for one in code.lower() if one.isalnum())
    return hashlib.sha256(f"recovery:{settings.SECRET_KEY}:{plain}".encode()).hexdigest()


def _encrypted(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def _decrypted(stored: str) -> str:
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken:
        return new_secret()  # the installation's key was changed: no code fits, recovery codes neither


def _box() -> Fernet:
    key = HKDF(SHA256(), 32, None, b"hostdesk.portal.totp").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
