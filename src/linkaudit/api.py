"""The audit for other programs: paths and settings in, a `Report` out.

The keywords are the settings of `linkaudit check`, read by the same table. Reads no config, prints
and writes nothing but the state named, ends no process, and raises LinkauditError.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar, Unpack

from linkaudit.audit import wire
from linkaudit.audit.policy import policy_of
from linkaudit.errors import UsageError
from linkaudit.files.find import STDIN
from linkaudit.model.deadline import Deadline
from linkaudit.model.report import Report
from linkaudit.settings.keywords import Options
from linkaudit.settings.read import settings_of_keywords

_T = TypeVar("_T")


def audit(
    *paths: str | os.PathLike[str],
    folder: str | os.PathLike[str] = ".",
    **options: Unpack[Options],
) -> Report:
    """Check and judge every link of the Markdown that `paths` name; all below `folder` without.

    `paths` are relative to `folder`, and so are the places in the report; no local link leads out
    of it. Blocks until the web has answered. Inside a running event loop, such as a notebook's,
    the audit gets a thread of its own, and the loop waits for it.

    Raises LinkauditError if the audit cannot run: its message says where, what and what to do.
    TypeError for a keyword that does not exist. A dead link is part of the report, and so is a
    run without a network (`report.interruption`).
    """
    return _beside_loop(lambda: _audit(paths, Path(folder).absolute(), options))


def _audit(
    paths: Sequence[str | os.PathLike[str]], folder: Path, options: Mapping[str, object]
) -> Report:
    settings = settings_of_keywords(options)
    settings = replace(settings, no_state=not settings.state)
    policy = policy_of(settings, wire.now().date())
    deadline = Deadline(settings.deadline)
    found = wire.find_documents(
        _files(paths),
        folder,
        BytesIO(),
        no_gitignore=settings.no_gitignore,
        generator=settings.generator,
    )
    # One document after the other: new processes would run the script that has called us again.
    one_by_one = partial(wire.extract_one_by_one, deadline=deadline)
    return wire.run_audit(
        found,
        policy,
        folder,
        deadline,
        lambda _: None,
        extract_all=one_by_one,
        keeps_pages=True,  # a program may look at them
    )


def _files(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    names = [os.fspath(path) for path in paths]
    if STDIN in names:
        raise UsageError(f"{STDIN}: standard input is the program's own; give a file")
    return names


def _beside_loop(work: Callable[[], _T]) -> _T:
    """What `work` returns; in another thread if an event loop runs in this one."""
    if not _has_loop():
        return work()
    from concurrent.futures import Future  # only now: most programs have no loop
    from threading import Thread

    done: Future[_T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        # Everything, also SystemExit: what is not handed over here would end this thread alone, and
        # the caller would wait for a result that never comes.
        except BaseException as error:  # noqa: BLE001
            done.set_exception(error)

    Thread(target=run, name="linkaudit", daemon=True).start()
    return done.result()


def _has_loop() -> bool:
    if "asyncio" not in sys.modules:  # whose loop runs has imported it
        return False
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
