"""What a WSGI application is told about a request (PEP 3333), from what an ASGI server says about it."""

import sys
from collections.abc import Iterable
from typing import IO, Any

Scope = dict[str, Any]


def environ(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The WSGI environ of an ASGI request whose whole body of `size` bytes can be read from `body`."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _latin(scope.get("root_path", "")),
        "PATH_INFO": _latin(scope["path"]),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **_headers(scope["headers"]),
        "CONTENT_LENGTH": str(size),
    }


def _latin(text: str) -> str:
    return text.encode().decode("latin-1")


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        # "x_forwarded_for" would become the same key as "x-forwarded-for" and so forge it.
        if "_" in name or name == "content-length":
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if name == "cookie" else ","
        found[key] = found[key] + joint + value if key in found else value
    return found


def status_and_headers(status: str, headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The first ASGI message of a response."""
    return {
        "type": "http.response.start",
        "status": int(status.split(" ", 1)[0]),
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
    }
