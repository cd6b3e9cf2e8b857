"""One module a command: EPILOG (example, exit codes), add_arguments(parser), run(args) -> exit code."""
