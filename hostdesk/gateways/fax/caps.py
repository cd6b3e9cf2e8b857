"""How much of one fax we are ready to look at; beyond it a person gets the file as it came."""

BYTES = 40 * 1024 * 1024
PAGES = 200
PIXELS = 30_000_000  # of one page; the finest fax has 20 million
WALL_SECONDS = 120.0
CPU_SECONDS = 90
MEMORY_BYTES = 1024 * 1024 * 1024  # on top of what the reader needs when idle
PICTURE_PIXELS = 864  # width of what the desk shows: half of what a fax has
WORDS = 100_000  # characters of recognised text that are kept
