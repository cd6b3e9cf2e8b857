"""Anchors: a signed note of how long the chain was and how it ended, to be kept outside this machine.

Whoever owns the database can cut the record's end, restore an older file or compute everything anew. Only
what left the machine before proves it; so an anchor is worth as much as the place where it is kept.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_PREFIX = b"hostdesk-anchor-v1"


class WrongAnchor(Exception):
    """The file is not an anchor, or not as it was signed."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The chain had `count` events and ended in event `seq` with `hash`, at a time in UTC."""

    seq: int
    hash: str
    count: int
    at: str
    key: str = ""  # Ed25519 public key (RFC 8032) in hex
    signature: str = ""  # in hex


def write(path: Path, anchor: Anchor, home: Path) -> Anchor:
    """Sign with the installation's key (made on first use) and put the file in place in one step."""
    signed = _signed(anchor, _key_in(home))
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with beside.open("w") as file:
        file.write(json.dumps(asdict(signed), indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return signed


def read(path: Path) -> Anchor:
    """The anchor in a file; raises WrongAnchor unless it is complete and its signature fits, or OSError."""
    try:
        anchor = Anchor(**json.loads(path.read_text()))
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(anchor.key))
        public.verify(bytes.fromhex(anchor.signature), _signed_bytes(anchor))
    except (ValueError, TypeError, AttributeError, InvalidSignature) as error:
        raise WrongAnchor(f"{path} is no anchor of Hostdesk, or it was changed since.") from error
    return anchor


def own_key(home: Path) -> str:
    """The public key of this installation in hex, or "" when it never signed an anchor."""
    return _public(_load(home)) if _path(home).exists() else ""


def _signed(anchor: Anchor, key: Ed25519PrivateKey) -> Anchor:
    unsigned = Anchor(anchor.seq, anchor.hash, anchor.count, anchor.at, _public(key))
    return Anchor(**{**asdict(unsigned), "signature": key.sign(_signed_bytes(unsigned)).hex()})


def _signed_bytes(anchor: Anchor) -> bytes:
    fields: dict[str, Any] = asdict(anchor)
    del fields["signature"]
    return _PREFIX + json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _path(home: Path) -> Path:
    return home / "anchor.key"


def _key_in(home: Path) -> Ed25519PrivateKey:
    if not _path(home).exists():
        _make(home)
    return _load(home)


def _load(home: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(_path(home).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongAnchor(f"{_path(home)} holds no Ed25519 key.")
    return key


def _make(home: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(_path(home), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # somebody else was quicker
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
