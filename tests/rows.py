"""Tables of hundreds of rows in one test each, which names every row that fails.

Each worker collects all tests, and each test is set up, reported and ordered: six milliseconds, for
rows that take a tenth of one. Rows share the fixtures of the test, so a row must leave nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from inspect import iscoroutinefunction, signature
from typing import Any, Self, cast


def each(
    names: str | Sequence[str],
    rows: Iterable[Any],
    ids: Callable[[Any], object] | Iterable[object] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As `pytest.mark.parametrize`, with all rows in one test; an empty table is an error."""
    single = isinstance(names, str)
    parameters = [names] if isinstance(names, str) else list(names)
    listed = [(row,) if single else tuple(row) for row in rows]
    if callable(ids):
        told = [" ".join(str(ids(value)) for value in row) for row in listed]
    else:
        told = list(map(str, ids)) if ids is not None else [repr(row)[:300] for row in listed]
    named = list(zip(told, listed, strict=True))
    assert named, "a table without rows"

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        def one_of(row: tuple[Any, ...], fixtures: dict[str, Any]) -> Any:
            return test(**dict(zip(parameters, row, strict=True)), **fixtures)

        @wraps(test)
        def all_rows(**fixtures: Any) -> None:
            with _Failures(len(named)) as failures:
                for name, row in named:
                    with failures.of(name):
                        one_of(row, fixtures)

        @wraps(test)
        async def all_rows_async(**fixtures: Any) -> None:
            with _Failures(len(named)) as failures:
                for name, row in named:
                    with failures.of(name):
                        await one_of(row, fixtures)

        made: Any = all_rows_async if iscoroutinefunction(test) else all_rows
        whole = signature(test)
        rest = [p for p in whole.parameters.values() if p.name not in parameters]
        made.__signature__ = whole.replace(parameters=rest)
        return cast(Callable[..., Any], made)

    return decorate


class _Failures:
    """What failed in which row; at the end of a `with` block, all of it is raised."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._found: list[Exception] = []

    def __enter__(self) -> Self:
        return self

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as failure:  # noqa: BLE001  the next rows are of interest, too
            failure.add_note(f"in the row {name}")
            self._found.append(failure)

    def __exit__(self, *_: object) -> None:
        if self._found:
            words = f"{len(self._found)} of {self._rows} rows fail"
            raise ExceptionGroup(words, self._found)
