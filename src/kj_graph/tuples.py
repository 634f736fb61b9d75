"""Tuples with named parts for modules on the way to a cold answer: typing alone costs as much as starting Python.

For who reads or checks the code they are those of `typing`:

    if TYPE_CHECKING:
        from typing import NamedTuple
    else:
        from kj_graph.tuples import NamedTuple
"""

from __future__ import annotations

from _operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self


class NamedTuple(tuple):  # type: ignore[type-arg]  # noqa: SLOT001 - of any parts; what is derived declares them
    """A tuple whose parts are also attributes, in the order of the annotations of the class; none has a default."""

    _fields: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(cls.__annotations__)
        for place, name in enumerate(cls._fields):
            setattr(cls, name, property(itemgetter(place)))

    def __new__(cls, *parts: Any, **named: Any) -> Self:
        """Take the parts in their order, by name, or both."""
        every = (*parts, *(named.pop(name) for name in cls._fields[len(parts) :] if name in named))
        if named or len(every) != len(cls._fields):
            raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}")
        return super().__new__(cls, every)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={part!r}" for name, part in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({parts})"
