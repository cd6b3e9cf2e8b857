"""What `bin/check` runs; nothing here is part of the installed program."""
