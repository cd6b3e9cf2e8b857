"""The append-only record: every change is an event in one hash chain that nobody rewrites unseen."""
