"""The installation's secret: made once, kept beside the data, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_in(home: Path) -> str:
    """The secret kept in `home`, made on first use; two first starts at once agree on one."""
    path = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    own = path.with_name(f"secret.{os.getpid()}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)  # fails if another start was quicker; then its secret is the one
    except FileExistsError:
        pass
    finally:
        own.unlink()
