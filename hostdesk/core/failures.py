"""The two ways in which anything can fail here; everything else is a defect and reaches the worker."""

from datetime import datetime


class TemporaryFailure(Exception):
    """Try again, at `retry_at` (UTC) if the other side named a time."""

    def __init__(self, text: str, retry_at: datetime | None = None, status: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.retry_at = retry_at
        self.status = status  # enhanced status code (RFC 3463), if it says more than the text


class PermanentFailure(Exception):
    """Trying again changes nothing: a person must see `text`."""

    def __init__(self, text: str, status: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.status = status  # enhanced status code (RFC 3463), if the other side gave one
