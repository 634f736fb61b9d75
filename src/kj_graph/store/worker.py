"""A process that answers queries and can be killed, because the engine cannot be interrupted inside this one.

It is started when a query first has a time limit, opens the same store (a directory on disk, or a copy of what is in
memory), and is kept for the next such query. Run as a program this file is that process: it imports pyoxigraph alone.

Both sides speak in messages of a length (8 bytes, big-endian) and so many bytes. The first message to the worker says
where the store is, the second holds the quads where it is in memory; each later one is a request in JSON. An answer is
a letter (T a table as SPARQL TSV, G triples as N-Triples, B a yes or no, S a syntax error, E another error), then `+`
where there was more than the row limit lets through, else a blank, then the text.
"""

from __future__ import annotations

import json
import sys
from itertools import islice

import pyoxigraph

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Mapping
    from typing import IO, NoReturn


class WorkerStoppedError(Exception):
    """The worker ended before it answered: it was killed, or it died."""


class Worker:
    """The process from the side of the one who asks."""

    def __init__(self, store: pyoxigraph.Store, path: str = "") -> None:
        """Start the process on the store of this directory, or on a copy of this store where it has none."""
        import subprocess

        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            self._send(path.encode())
            if not path:
                self._send(store.dump(format=pyoxigraph.RdfFormat.N_QUADS) or b"")
            self._receive()
        except BaseException:
            self.close()
            raise

    def ask(
        self, text: str, prefixes: Mapping[str, str], *, union: bool, rows: int | None, seconds: float | None
    ) -> tuple[str, bool, bytes]:
        """Return the letter of an answer, whether it was cut at the row limit, and its text.

        Raises WorkerStoppedError when no answer came within so many seconds; the process is then gone.
        """
        from threading import Timer

        request = {"text": text, "prefixes": dict(prefixes), "union": union, "rows": rows}
        timer = Timer(seconds, self._process.kill) if seconds is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            self._send(json.dumps(request).encode())
            answer = self._receive()
        except BaseException:
            self.close()
            raise
        finally:
            if timer:
                timer.cancel()
        return chr(answer[0]), answer[1:2] == b"+", answer[2:]

    @property
    def alive(self) -> bool:
        """Whether the process is there to be asked again."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue

    def _send(self, message: bytes) -> None:
        assert self._process.stdin is not None
        try:
            _write_message(self._process.stdin, message)
        except BrokenPipeError:
            raise WorkerStoppedError from None

    def _receive(self) -> bytes:
        assert self._process.stdout is not None
        message = _read_message(self._process.stdout)
        if message is None:
            raise WorkerStoppedError
        return message


def _write_table(solutions: pyoxigraph.QuerySolutions, limit: int | None) -> tuple[bool, bytes]:
    """Return whether there are more rows than the limit, and at most so many as SPARQL 1.1 TSV."""
    names = [variable.value for variable in solutions.variables]
    indices = range(len(names))
    lines = ["\t".join(f"?{name}" for name in names)]
    rows: Iterable[pyoxigraph.QuerySolution] = solutions if limit is None else islice(solutions, limit)
    lines.extend("\t".join("" if row[i] is None else str(row[i]) for i in indices) for row in rows)
    return limit is not None and next(iter(solutions), None) is not None, ("\n".join(lines) + "\n").encode()


def _read_message(stream: IO[bytes]) -> bytes | None:
    size = stream.read(8)
    if len(size) < 8:
        return None
    length = int.from_bytes(size, "big")
    message = stream.read(length)
    return message if len(message) == length else None


def _write_message(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "big"))
    stream.write(message)
    stream.flush()


def _write_triples(triples: pyoxigraph.QueryTriples, limit: int | None) -> tuple[bool, bytes]:
    """Return whether there are more triples than the limit, and at most so many as N-Triples."""
    kept = triples if limit is None else islice(triples, limit)
    text = "".join(f"{triple} .\n" for triple in kept)
    return limit is not None and next(iter(triples), None) is not None, text.encode()


def answer_query(
    store: pyoxigraph.Store, text: str, prefixes: dict[str, str], *, union: bool, rows: int | None
) -> tuple[str, bool, bytes]:
    """Return the letter of an answer, whether it was cut at the row limit, and its text."""
    try:
        found = store.query(text, prefixes=prefixes, use_default_graph_as_union=union)
        if isinstance(found, pyoxigraph.QuerySolutions):
            return ("T", *_write_table(found, rows))
        if isinstance(found, pyoxigraph.QueryTriples):
            return ("G", *_write_triples(found, rows))
    except SyntaxError as error:
        return "S", False, str(error.msg).encode()
    except (OSError, RuntimeError, ValueError) as error:
        return "E", False, str(error).encode()
    return "B", False, b"true" if found else b"false"


def wait_for_answer(ask: Callable[[], tuple[str, bool, bytes]]) -> tuple[str, bool, bytes]:
    """Return what a function returns, run in a thread so that Ctrl-C is heard while the engine works.

    A query that is left so goes on in its thread until it ends; one with a time limit is really stopped.
    """
    from threading import Thread

    answers: list[tuple[str, bool, bytes]] = []
    thread = Thread(target=lambda: answers.append(ask()), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    return answers[0]


def _serve() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides what Ctrl-C ends
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    path = (_read_message(incoming) or b"").decode()
    if path:
        store = pyoxigraph.Store.read_only(path)
    else:
        store = pyoxigraph.Store()
        store.load(_read_message(incoming) or b"", pyoxigraph.RdfFormat.N_QUADS)
    _write_message(outgoing, b"ready")
    while (message := _read_message(incoming)) is not None:
        letter, more, text = answer_query(store, **json.loads(message))
        _write_message(outgoing, letter.encode() + (b"+" if more else b" ") + text)


def _run() -> NoReturn:
    try:
        _serve()
    except OSError as error:
        sys.stderr.write(f"kj-graph: the process that answers queries could not start: {error}\n")
        raise SystemExit(1) from None
    raise SystemExit(0)


if __name__ == "__main__":
    _run()
