"""Who asks: a name and password, or a token, given, from the environment or a netrc file. Secrets are never shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from kj_graph.errors import UsageError

if TYPE_CHECKING:
    from requests.auth import AuthBase


class Credentials:
    """What proves who asks; empty where a service is open to all."""

    __slots__ = ("password", "token", "user")

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        self.user = user
        self.password = password
        self.token = token

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def __repr__(self) -> str:
        kind = "token" if self.token else f"user {self.user!r}" if self.user else "none"
        return f"Credentials({kind})"

    def answer_challenge(self, challenge: str) -> AuthBase | None:
        """Return how to prove it in the scheme that a 401 asks for, or None where we have nothing for it."""
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth

        if not self.user:
            return None
        wanted = challenge.lower()
        if "digest" in wanted:
            return HTTPDigestAuth(self.user, self.password)
        return HTTPBasicAuth(self.user, self.password) if "basic" in wanted or not wanted else None


def split_address(url: str, what: str = "--endpoint") -> tuple[str, Credentials]:
    """Return the address without a name and password that stand in it, and these; raises UsageError for no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UsageError(f"{what} is not an address: {_hide(url)}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{what} takes an address such as https://example.org/sparql, not '{_hide(url)}'")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    bare = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, parts.query, ""))
    return bare, Credentials(unquote(parts.username or ""), unquote(parts.password or ""))


def find_credentials(url: str, user: str = "", password: str = "", token: str = "") -> Credentials:
    """Return the credentials given, else those of the environment (KJ_GRAPH_USER and so on), else those of netrc."""
    if token or user:
        return Credentials(user, password or os.environ.get("KJ_GRAPH_PASSWORD", ""), token)
    environment = Credentials(
        os.environ.get("KJ_GRAPH_USER", ""),
        os.environ.get("KJ_GRAPH_PASSWORD", ""),
        os.environ.get("KJ_GRAPH_TOKEN", ""),
    )
    return environment or _read_netrc(url)


def _read_netrc(url: str) -> Credentials:
    from requests.utils import get_netrc_auth

    found: Any = get_netrc_auth(url)
    return Credentials(*found) if found else Credentials()


def _hide(url: str) -> str:
    return f"…@{url.rpartition('@')[2]}" if "@" in url else url
