"""From parts to a running program: start, stop, prepare, and plain words when that fails."""
