"""Exit codes, as in <sysexits.h>: mail servers and service managers read them."""

OK = 0
FAILED = 1
USAGE = 64
REFUSED = 65  # EX_DATAERR: this input will never be accepted
UNAVAILABLE = 69  # something else stands in the way, for instance on our port
SOFTWARE = 70
IO = 74
TRY_AGAIN = 75  # EX_TEMPFAIL: a mail server keeps the mail and comes back
NO_RIGHTS = 77
WRONG_SETTING = 78  # EX_CONFIG
INTERRUPTED = 130
