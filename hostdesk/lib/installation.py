"""The name of this installation in X-Hostdesk-Loop, by which it knows its own mail when it comes back."""

import hmac

from django.conf import settings


def installation_id() -> str:
    """32 characters, the same as long as the secret is; strangers cannot compute it."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"hostdesk installation", "sha256")[:16].hex()
