"""What must be true afterwards, whatever happened: asked of the database and of the letters' server."""

from collections import Counter
from collections.abc import Iterable, Mapping

from installation import Installation
from letter_sink import LetterSink
from postgres import Desk
from running import until

LIMIT = 90  # seconds in which everything has settled
_UNFINISHED = "SELECT count(*) FROM gateways_arrival WHERE state <> 'done'"
_UNSENT = "SELECT count(*) FROM outbox_delivery WHERE state <> 'sent'"
_ACKNOWLEDGED = """
    SELECT letter -> 'to' -> 0 ->> 'address', message_id FROM outbox_delivery WHERE kind = 'acknowledgement'
"""


def all_is_done(desk: Desk, house: Installation) -> None:
    """Everything became a message, and everything was sent."""
    assert until(lambda: desk.value(_UNFINISHED) + desk.value(_UNSENT) == 0, LIMIT), house.said()


def every_mail_is_there_once(desk: Desk, tried: Mapping[str, int], accepted: Mapping[str, int]) -> None:
    """`tried`: how often each mail was handed in; `accepted`: how often a door said that we have it."""
    texts = [text for (text,) in desk.rows("SELECT text FROM tickets_message WHERE kind = 'in'")]
    assert Counter(text.rpartition("Our mark is ")[2].strip(" .\n") for text in texts) == Counter(list(tried))
    assert desk.value("SELECT count(*) FROM tickets_ticket") == len(tried)
    senders = desk.rows("SELECT envelope_from FROM gateways_receipt")
    receipts = Counter(sender.partition("@")[0] for (sender,) in senders)
    assert all(accepted[one] <= receipts[one] <= tried[one] for one in tried)


def every_mail_was_acknowledged_once(desk: Desk, tried: Mapping[str, int], sink: LetterSink) -> None:
    """One letter each was made, and it is the one that arrived."""
    made = desk.rows(_ACKNOWLEDGED)
    assert sorted(address for address, _ in made) == sorted(f"{one}@customers.example.test" for one in tried)
    assert all(message_id in sink.letters[address] for address, message_id in made)


def every_reply_was_written_once(desk: Desk, replies: Iterable[str]) -> None:
    """`replies` are their first lines."""
    written = desk.rows("SELECT text FROM tickets_message WHERE kind = 'out'")
    assert Counter(text.partition("\n")[0] for (text,) in written) == Counter(list(replies))


def letters_arrived_twice_only_if_that_is_known(desk: Desk, sink: LetterSink) -> None:
    """Each at least once, and again only where the record says that it was repeated, under its Message-ID."""
    known = dict(desk.rows("SELECT message_id, repeated FROM outbox_delivery"))
    arrived = Counter(message_id for ids in sink.letters.values() for message_id in ids)
    assert arrived.keys() == known.keys()
    assert all(times <= 1 + known[message_id] for message_id, times in arrived.items())
