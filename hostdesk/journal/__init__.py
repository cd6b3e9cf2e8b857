"""The append-only record: every change of the desk is an event in one hash chain that nobody can rewrite unseen."""
