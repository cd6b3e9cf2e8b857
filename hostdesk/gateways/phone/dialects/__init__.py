"""How each kind of exchange tells of calls; one module a dialect."""

from hostdesk.gateways.phone.dialects import placetel, plain, sipgate, zammad
from hostdesk.gateways.phone.dialects.request import Dialect

DIALECTS: dict[str, Dialect] = {
    "zammad": zammad.DIALECT,
    "sipgate": sipgate.DIALECT,
    "placetel": placetel.DIALECT,
    "plain": plain.DIALECT,
}
