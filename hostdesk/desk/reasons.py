"""Why the desk decided as it did, in words for agents. Codes come from the core and from the readers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_JOINED = {
    "reply_key": _("reply to us, with our signed key"),
    "reply_key_participant": _("sent by somebody who takes part, with the key of another"),
    "reply_sheet": _("bears the code of our reply sheet"),
    "message_id": _("answers a message of this ticket, from somebody who takes part"),
    "number": _("names this ticket's number, from somebody who takes part"),
    "delivery": _("report about a letter of ours"),
    "chosen": _("put on this ticket by a colleague"),
    "nothing_named": _("new request"),
    "forged": _("new ticket: the sender's address is forged"),
    "doubtful_sender": _("new ticket: the sender's address is damaged"),
    "unproven_channel": _("new ticket: this channel does not prove who wrote"),
    "key_of_another": _("new ticket: carries a key that was given to somebody else"),
    "not_a_participant": _("new ticket: quotes another one, but takes no part in it"),
}
_WITHHELD = {
    "not_by_mail": _("there is no mail address to answer to"),
    "robot": _("a machine wrote it"),
    "list": _("it came from a mailing list"),
    "bounce": _("it is a delivery report"),
    "own_mail": _("it is our own mail coming back"),
    "null_return_path": _("it has no return address"),
    "doubtful_sender": _("the sender's address is damaged"),
    "wants_no_answer": _("the sender wants no automatic answer"),
    "suspected": _("it looks like spam"),
    "nobody_reads": _("nobody reads mail to the sender's address"),
    "too_soon": _("this address had an acknowledgement minutes ago"),
    "too_many": _("this address had several acknowledgements within an hour"),
    "loop": _("this address answers our automatic mails"),
    "global_brake": _("too many acknowledgements at once; the brake is on"),
}
_SUSPECTED = {
    "trap": _("a field that people do not see was filled in"),
    "links": _("its text is little more than links"),
    "flood": _("many forms came from the same network within minutes"),
}
_UNREADABLE = {
    "too_large": _("it is too large"),
    "too_many_parts": _("it has too many parts"),
    "too_deep": _("its parts are nested too deeply"),
    "header_too_long": _("its head is too long"),
    "timeout": _("reading it took too long"),
    "memory": _("reading it took too much memory"),
    "crashed": _("the reader gave up on it"),
    "too_many_addresses": _("it has too many addresses"),
}


def joined(code: str) -> str:
    """Why a message came to its ticket."""
    return _word(_JOINED, code)


def withheld(code: str) -> str:
    """Why a request was not acknowledged."""
    return _word(_WITHHELD, code)


def unreadable(code: str) -> str:
    """Why a message is in quarantine."""
    return _word(_UNREADABLE, code)


def suspected(code: str) -> str:
    """Why a form looks like spam."""
    return _word(_SUSPECTED, code)


def _word(words: Mapping[str, "str | Promise"], code: str) -> str:
    return str(words.get(code, code))
