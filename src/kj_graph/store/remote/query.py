"""Asking one SPARQL service: by GET or POST as the protocol says, over named graphs, in parts where it caps rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kj_graph.errors import EndpointError
from kj_graph.store.remote import answers, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Triple

    from kj_graph.store.remote.service import Answer, Service

_LONGEST_ADDRESS = 1800  # what every server and proxy takes as an address
_OTHER_WAYS = (405, 411, 413, 414, 415, 431, 501)  # the service may take the same query sent in another way
_SAMPLE = 1000


class Endpoint:
    """A SPARQL service and the graphs that a query sees there, all together."""

    def __init__(self, service: Service, graphs: Sequence[str]) -> None:
        """Ask a service; with no graphs a query's own FROM says which, or the service does."""
        self.service = service
        self.graphs = tuple(graphs)
        self._dataset = [
            *(("default-graph-uri", graph) for graph in self.graphs),
            *(("named-graph-uri", graph) for graph in self.graphs),
        ]
        self._refused_ways: set[str] = set()
        self._is_virtuoso = False

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return answers.read_boolean(self.service.url, self._send(text, answers.SOLUTIONS))

    def select(self, text: str, order: str = "") -> bytes:
        """Return the whole results of a SELECT as a SPARQL JSON document, in parts if the service caps rows.

        `order` is a total order to put behind a query without one if it must be asked for in parts. Raises
        EndpointError where the service caps rows and the query's order is not total.
        """
        answer = self._send(text, answers.SOLUTIONS)
        content, count = self._read_page(answer)
        if not self._may_be_capped(answer, count) or (total := self.count(text)) == count:
            return content
        if order:
            return self.select_pages(f"{text} {order}", count, total)
        if not pages.has_total_order(text):
            raise EndpointError(
                f"{self.service.url}: the service gives at most {count} rows, and there are {total}",
                hint="It can be asked in parts if the query ends in an ORDER BY whose last key is STR(?thing), for a "
                "?thing that is another one in each row. Or ask for less with LIMIT.",
            )
        return self.select_pages(text, count, total)

    def select_capped(self, text: str) -> bytes:
        """Return what the service gives of a SELECT, which may be less than there is; the caller counts."""
        return self._read_page(self._send(text, answers.SOLUTIONS))[0]

    def select_pages(self, text: str, size: int, total: int) -> bytes:
        """Return the whole results of an ordered SELECT, asked for in parts.

        Each part begins with the last row of the one before, so that rows that move meanwhile are noticed.
        """
        parts: list[bytes] = []
        got, last = 0, None
        while got < total:
            offset = max(0, got - 1)
            self.service.tell(f"{self.service.url}: rows {got + 1} to {min(total, offset + size)} of {total} …")
            asked = pages.take_page(text, size, offset, wrapped=self._is_virtuoso)
            page = json.loads(self._read_page(self._send(asked, answers.SOLUTIONS))[0])
            rows = page["results"]["bindings"]
            if last is not None:
                if not rows or rows[0] != last:
                    raise self._changed(got, total)
                del rows[0]
            if not rows:
                break
            got, last = got + len(rows), rows[-1]
            parts.append(json.dumps(page, ensure_ascii=False).encode())
        if got != total:
            raise self._changed(got, total)
        return answers.join_results(parts)

    def count(self, text: str) -> int:
        """Return how many rows a SELECT has, as the service counts them."""
        content, _ = self._read_page(self._send(pages.count_rows(text), answers.SOLUTIONS))
        return int(json.loads(content)["results"]["bindings"][0]["rows"]["value"])

    def construct(self, text: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE; raises EndpointError where the service cut them short.

        Virtuoso does so without a word, so its longer answers are checked by asking for the rows behind them.
        """
        answer = self._send(text, answers.TRIPLES)
        triples = answers.read_triples(self.service.url, answer)
        if self._is_virtuoso and len(triples) >= _SAMPLE:
            behind = pages.select_pattern(text)
            checked = self._send(behind, answers.SOLUTIONS) if behind else None
            if checked is None or self._may_be_capped(checked, self._read_page(checked)[1]):
                raise EndpointError(
                    f"{self.service.url}: the service may have cut the triples short, after {len(triples)}",
                    hint="It cannot be asked for triples in parts: ask for less, or take all with 'kj-graph export'.",
                )
        return triples

    def _read_page(self, answer: Answer) -> tuple[bytes, int]:
        return answers.read_table(self.service.url, answer)

    @staticmethod
    def _may_be_capped(answer: Answer, count: int) -> bool:
        """Say whether a service may have left rows out: it says so, or their number is suspiciously round."""
        said = answer.headers.get("X-SPARQL-MaxRows", "")
        return count > 0 and ((said.isdecimal() and count >= int(said)) or count % _SAMPLE == 0)

    def _changed(self, got: int, total: int) -> EndpointError:
        return EndpointError(
            f"{self.service.url}: the parts of the answer do not fit together ({got} of {total} rows)",
            hint="The data there changed meanwhile, or the query's order is not total. Ask again.",
        )

    def _send(self, text: str, accept: str) -> Answer:
        """Send a query in the first of the protocol's three ways that the service takes."""
        answer: Answer | None = None
        for way in ("get", "form", "direct"):
            if way in self._refused_ways or (way == "get" and not self._fits_address(text)):
                continue
            faster = self._is_virtuoso and accept == answers.SOLUTIONS
            answer = self._send_by(way, text, answers.SOLUTIONS_OF_VIRTUOSO if faster else accept)
            self._is_virtuoso = "virtuoso" in answer.headers.get("Server", "").lower()
            if answer.status not in _OTHER_WAYS:
                return answer
            self._refused_ways.add(way)
        status = f" (HTTP {answer.status})" if answer else ""
        raise EndpointError(f"{self.service.url}: takes a query neither by GET nor by POST{status}")

    def _send_by(self, way: str, text: str, accept: str) -> Answer:
        headers = {"Accept": accept}
        query = [("query", text), *self._dataset]
        send = self.service.send
        if way == "get":
            return send("GET", parameters=query, headers=headers, accept_status=_OTHER_WAYS)
        if way == "form":
            return send("POST", body=query, headers=headers, accept_status=_OTHER_WAYS)
        headers["Content-Type"] = "application/sparql-query; charset=utf-8"
        return send("POST", parameters=self._dataset, body=text.encode(), headers=headers, accept_status=_OTHER_WAYS)

    def _fits_address(self, text: str) -> bool:
        from urllib.parse import urlencode

        longest = _LONGEST_ADDRESS - len(self.service.url)
        return len(text) < longest and len(urlencode([("query", text), *self._dataset])) < longest
