"""One HTTP service: requests with credentials, a deadline and bounded repeats, and errors in words.

A request is repeated only when that can do no harm: a read, or a write that replaces. It is repeated on 429 and 503,
after as long as `Retry-After` says, and when the connection breaks; never when the service took too long.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kj_graph import __version__
from kj_graph.errors import EndpointError
from kj_graph.store.remote.credentials import find_credentials, split_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from requests import Response, Session
    from requests.auth import AuthBase

    Parameters = Sequence[tuple[str, str]]

TIMEOUT = 120.0
TRIES = 5
PATIENCE = 120.0  # the longest that a request waits for its turn, all waits together
_BUSY = (429, 503)
_CONNECT = 10.0
_PIECE = 65536


class TooSlowError(EndpointError):
    """A service did not answer within its time."""


class Answer:
    """What a service sent back, read to its end."""

    __slots__ = ("content", "headers", "kind", "status")

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        self.content = content


class Service:
    """A service at one address; `tell` hears of waits, `pause` is what waits."""

    def __init__(
        self,
        url: str,
        *,
        user: str = "",
        password: str = "",
        token: str = "",
        timeout: float | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self.url, inside = split_address(url)
        self.credentials = inside or find_credentials(self.url, user, password, token)
        self.timeout = timeout or TIMEOUT
        self.tell = tell or (lambda _: None)
        self.pause: Callable[[float], None] = time.sleep
        self._auth: AuthBase | None = None
        self._session: Session | None = None

    def send(
        self,
        method: str,
        *,
        parameters: Parameters = (),
        body: bytes | Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = True,
        accept_status: Sequence[int] = (),
    ) -> Answer:
        """Return the service's answer to one request.

        `accept_status` are statuses outside 200–299 that the caller deals with. Raises EndpointError, which says what
        is wrong and what to do, for every other.
        """
        waited, tries = 0.0, 0
        while True:
            tries += 1
            try:
                answer = self._send_once(method, parameters, body, headers or {})
            except _BrokenError as broken:
                if not repeatable or tries >= TRIES or not broken.passing:
                    raise EndpointError(f"{self.url}: {broken}", hint=broken.hint) from None
                wait = self._back_off(tries)
            else:
                if answer.status not in _BUSY or answer.status in accept_status:
                    return self._judge(answer, accept_status)
                wait = _read_retry_after(answer.headers.get("Retry-After", "")) or self._back_off(tries)
                if not repeatable or tries >= TRIES or waited + wait > PATIENCE:
                    raise EndpointError(
                        f"{self.url}: the service is too busy (HTTP {answer.status}), after {_count(tries, 'try')}",
                        hint=f"It asks to wait {wait:.0f} seconds; ask again later.",
                    )
            self.tell(f"{self.url}: waiting {wait:.1f} s before try {tries + 1} of {TRIES} …")
            self.pause(wait)
            waited += wait

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _back_off(self, tries: int) -> float:
        from random import random

        return float(0.25 * 2**tries * (0.75 + random() / 2))  # noqa: S311 - spreads clients, guards nothing

    def _send_once(
        self, method: str, parameters: Parameters, body: bytes | Parameters | None, headers: Mapping[str, str]
    ) -> Answer:
        import requests

        deadline = time.monotonic() + self.timeout
        try:
            response = self._open(method, parameters, body, headers)
            if response.status_code == 401 and self._auth is None and self.credentials:
                self._auth = self.credentials.answer_challenge(response.headers.get("WWW-Authenticate", ""))
                if self._auth is not None:
                    response.close()
                    response = self._open(method, parameters, body, headers)
            with response:
                return Answer(response.status_code, response.headers, self._read(response, deadline))
        except requests.Timeout:
            raise self._say_too_slow() from None
        except requests.exceptions.SSLError as error:
            raise _BrokenError(f"no safe connection: {_reason(error)}", passing=False) from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise _BrokenError(
                f"the answer was cut off: {_reason(error)}", hint="Nothing of it was used; ask again."
            ) from None
        except requests.ConnectionError as error:
            if "timed out" in str(error):
                raise self._say_too_slow() from None
            raise _BrokenError(
                f"cannot be reached: {_reason(error)}", hint="Check the address, and that the service runs."
            ) from None
        except requests.RequestException as error:
            raise _BrokenError(f"the request failed: {_reason(error)}", passing=False) from None

    def _open(
        self, method: str, parameters: Parameters, body: bytes | Parameters | None, headers: Mapping[str, str]
    ) -> Response:
        if self._session is None:
            self._session = self._open_session()
        wait = (min(_CONNECT, self.timeout), self.timeout)
        return self._session.request(
            method,
            self.url,
            params=list(parameters),
            data=body if isinstance(body, bytes) or body is None else list(body),
            headers=dict(headers),
            auth=self._auth or self._prove_nothing,
            timeout=wait,
            stream=True,
            allow_redirects=False,
        )

    def _open_session(self) -> Session:
        from urllib.parse import urlsplit

        import requests

        session = requests.Session()
        session.headers["User-Agent"] = f"kj-graph/{__version__}"
        # A proxy is for the way outside: a service on this machine is asked itself.
        session.trust_env = urlsplit(self.url).hostname not in ("localhost", "127.0.0.1", "::1")
        if self.credentials.token:
            session.headers["Authorization"] = f"Bearer {self.credentials.token}"
        return session

    @staticmethod
    def _prove_nothing(request: Any) -> Any:
        """Keep requests from sending what a netrc file holds before the service has asked."""
        return request

    def _read(self, response: Response, deadline: float) -> bytes:
        pieces = []
        for piece in response.iter_content(_PIECE):
            pieces.append(piece)
            if time.monotonic() > deadline:
                raise self._say_too_slow()
        return b"".join(pieces)

    def _say_too_slow(self) -> TooSlowError:
        return TooSlowError(
            f"{self.url}: no whole answer within {self.timeout:g} seconds",
            hint="Ask for less, or give it longer with --endpoint-timeout SECONDS.",
        )

    def _judge(self, answer: Answer, accept_status: Sequence[int]) -> Answer:
        status = answer.status
        if 200 <= status < 300 or status in accept_status:
            return answer
        said = explain_body(answer)
        if status in (401, 403):
            have = "these credentials" if self.credentials else "no credentials"
            raise EndpointError(
                f"{self.url}: refused (HTTP {status}) with {have}",
                hint="Name the user with --user and set KJ_GRAPH_PASSWORD, or set KJ_GRAPH_TOKEN, or use a netrc file.",
            )
        if status == 404:
            raise EndpointError(
                f"{self.url}: there is no such service (HTTP 404){said}",
                hint="Check the path: often /sparql, /query, /repositories/NAME or /NAME/query.",
            )
        if 300 <= status < 400:
            raise EndpointError(
                f"{self.url}: moved to {answer.headers.get('Location', 'another address')} (HTTP {status})",
                hint="Name that address instead, if you trust it.",
            )
        what = "the service refuses the request" if status < 500 else "the service failed"
        raise EndpointError(f"{self.url}: {what} (HTTP {status}){said}")


class _BrokenError(Exception):
    """A request that brought no answer; `passing` where trying again may help."""

    def __init__(self, message: str, *, hint: str = "", passing: bool = True) -> None:
        super().__init__(message)
        self.hint = hint
        self.passing = passing


def explain_body(answer: Answer) -> str:
    """Return what a service says about an error, in a line or two, for the end of a message."""
    text = answer.content[:4000].decode(errors="replace")
    if answer.kind == "text/html" or text.lstrip()[:1] == "<":
        import re

        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
    words = " ".join(text.split())
    return f": {words[:400]}" if words else ""


def _read_retry_after(value: str) -> float:
    """Return how many seconds `Retry-After` asks to wait: a number, or a day and time; 0 where it says nothing."""
    if value.strip().isdecimal():
        return float(value)
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (then - datetime.now(UTC)).total_seconds()) if then.tzinfo else 0.0


def _reason(error: BaseException) -> str:
    """Return the innermost cause in its own words; what a library wraps around it helps nobody."""
    cause: Any = error
    while True:
        inner = getattr(cause, "reason", None) or next(
            (each for each in getattr(cause, "args", ()) if isinstance(each, BaseException)), None
        )
        if not isinstance(inner, BaseException):
            break
        cause = inner
    return str(getattr(cause, "strerror", None) or cause).rpartition(">: ")[2] or type(cause).__name__


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun[:-1]}ies"
