"""What came through a door, exactly as it came, and every time that it came."""

from django.db import models


class State(models.TextChoices):
    """Where an arrival is; each ends as done or quarantined, and both are a numbered ticket."""

    WAITING = "waiting", "waiting to be read"
    WORKING = "working", "being read"
    DONE = "done", "a message on a ticket"
    QUARANTINED = "quarantined", "a ticket that says why it could not be read"


class Arrival(models.Model):
    """One message from outside, however often and at however many doors it was handed in."""

    key = models.CharField(max_length=100, unique=True)  # channel and content hash, see gateways.identity
    channel = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64, db_index=True)  # of the raw bytes as first received
    size = models.PositiveBigIntegerField()  # bytes
    received_at = models.DateTimeField()  # durable acceptance, UTC; the clock of the ticket starts here
    envelope_from = models.TextField(
        null=True, blank=True
    )  # of the first receipt; "" is the null path, None unknown
    not_read_because = models.TextField(blank=True)  # a door's reason why this goes to quarantine as it is

    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField()  # not to be tried before, UTC
    claim = models.PositiveIntegerField(
        default=0
    )  # fencing: grows with each claim, only the newest may finish
    claimed_by = models.CharField(max_length=64, blank=True)  # sign of life, see lib.alive
    claimed_until = models.DateTimeField(null=True, blank=True)  # end of the lease, UTC
    attempts = models.PositiveIntegerField(default=0)  # that failed by a defect
    lost_claims = models.PositiveIntegerField(default=0)  # that ended with the death of their process
    error = models.TextField(blank=True)  # one sentence for a person
    traceback = models.TextField(blank=True)

    message_id = models.BigIntegerField(null=True, blank=True)  # the tickets.Message it became
    ticket_number = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="arrival_due")]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """Nothing more to do, unless it is handed in for another department or retried by hand."""
        return self.state in (State.DONE, State.QUARANTINED)


class Receipt(models.Model):
    """One acceptance at a door: whoever handed it in was told that we have it."""

    token = models.CharField(
        max_length=32, unique=True
    )  # made before the row, so that a sweep repeats nothing
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="receipts")
    door = models.CharField(max_length=200)  # "lmtp", "pipe" or "imap:<mailbox>"
    sha256 = models.CharField(max_length=64)  # of the bytes of this time; trace headers differ
    envelope_from = models.TextField(null=True, blank=True)
    recipients = models.JSONField(default=list)  # addresses in lower case
    at = models.DateTimeField()  # UTC
    uid_validity = models.BigIntegerField(null=True, blank=True)  # IMAP (RFC 3501, 2.3.1.1)
    uid = models.BigIntegerField(null=True, blank=True)
    is_processed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door", "uid_validity", "uid"], name="receipt_once_per_uid"),
        ]
        indexes = [models.Index(fields=["arrival", "is_processed"], name="receipt_open")]

    def __str__(self) -> str:
        return f"{self.door} {self.at:%Y-%m-%d %H:%M:%S}"
