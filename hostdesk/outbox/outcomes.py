"""What a channel's `deliver` can say besides TemporaryFailure and PermanentFailure."""

from hostdesk.core.failures import TemporaryFailure


class Answer(str):
    """The server's last words after success; `trouble` names in words who of several was refused for good."""

    trouble: str

    def __new__(cls, text: str, trouble: str = "") -> "Answer":
        """`text` is what is kept as the delivery's answer."""
        answer = super().__new__(cls, text)
        answer.trouble = trouble
        return answer


class ReplyLost(TemporaryFailure):
    """Everything was handed over, but the answer never came: it may have been sent."""


class PartlyReached(TemporaryFailure):
    """Some recipients have it; the others are to be tried again, and only they."""

    def __init__(self, text: str, reached: tuple[str, ...], answer: str) -> None:
        super().__init__(text)
        self.reached = reached
        self.answer = answer
