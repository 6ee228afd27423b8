"""`python -m MODULE …` in a process of its own, for a tenth of its processor time.

A process that has imported linkaudit forks for each command. What it forks has its own streams,
folder, environment and end, and is waited for, spoken to and killed like any other: `run` and
`Popen` take what those of subprocess take. Python itself does not start, so that what it makes of
its options and of `PYTHON…` needs a real process: CONTRIBUTING.md says which test takes what.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from types import FunctionType
from typing import Any, AnyStr, NamedTuple, NoReturn, TextIO, TypeVar, cast

ROOT = Path(__file__).parents[1]
CAN_FORK = sys.platform != "win32"
_FLUSH_FAILED = 120  # what Python exits with when it cannot write out what is buffered
_MOST = 1 << 20  # bytes of a request; an environment has some thousand


class _Asked(NamedTuple):
    """A process to be: what a parent decides about it, but for its streams."""

    module: str
    arguments: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    closed: str
    """Numbers of the standard streams that it has not."""


class Popen(subprocess.Popen[AnyStr]):
    """A `subprocess.Popen` of `[sys.executable, ("-P",) "-m", MODULE, …]` that is forked."""

    def __init__(self, command: Sequence[str], *, closed: str = "", **options: Any) -> None:
        self._closed = closed
        self._told = -1
        super().__init__(command, **options)

    # These three are private to subprocess, and the same from Python 3.11 to 3.14: how a process
    # comes to be, and how its end is known. All else is inherited.
    def _execute_child(
        self, args: Sequence[str], executable: object, preexec_fn: object, close_fds: object,
        pass_fds: object, cwd: str | None, env: Mapping[str, str] | None, *rest: Any,
    ) -> None:  # fmt: skip
        _, _, is_shell, *pipes = rest[:9]
        assert close_fds, _REAL
        assert not any((executable, preexec_fn, pass_fds, is_shell, rest[14])), _REAL
        python, *options = args
        options = options[options[:1] == ["-P"] :]
        assert (python, *options[:1]) == (sys.executable, "-m"), _REAL
        asked = _Asked(
            options[1],
            options[2:],
            os.path.abspath(cwd or os.curdir),
            dict(os.environ if env is None else env),
            self._closed,
        )
        theirs = (pipes[0], pipes[3], pipes[5])  # or -1, for what we have ourselves
        self._told, tell = os.pipe()
        try:
            streams: list[int] = [n if end == -1 else end for n, end in enumerate(theirs)]
            _forker().ask(asked, [*streams, tell])
        finally:
            os.close(tell)
            self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]
        self.pid = self._read_number()
        self._child_created = True

    def _read_number(self) -> int:
        """The next that is told of it: its number, and then its end, as `os.wait` has them."""
        digits = b""
        while (byte := os.read(self._told, 1)) != b"\n":
            assert byte, "the process that forks is gone"
            digits += byte
        return int(digits)

    def _internal_poll(self, *_: Any, **__: Any) -> int | None:
        if self.returncode is None:
            pid, status = self._try_wait(os.WNOHANG)
            if pid:
                self._handle_exitstatus(status)  # type: ignore[attr-defined]
        return self.returncode

    def _try_wait(self, flags: int) -> tuple[int, int]:
        if flags and not select.select([self._told], [], [], 0)[0]:
            return 0, 0
        status = self._read_number()
        os.close(self._told)
        return self.pid, status


_REAL = "this needs a real process"
T = TypeVar("T", bound=Callable[..., Any])


def _forking(function: T) -> T:
    """A function of subprocess, with our `Popen` for its own."""
    like = cast(FunctionType, function)
    ours = FunctionType(like.__code__, {**vars(subprocess), "Popen": Popen}, like.__name__)
    ours.__kwdefaults__ = like.__kwdefaults__
    return cast(T, ours)


run = _forking(subprocess.run) if CAN_FORK else subprocess.run


# ------------------------------------------------------------- the process that forks


class _Forker:
    """Our end of it; it ends when this end is closed."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        self._environment = dict(os.environ)
        ordinary = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(theirs.fileno())],
                env={**ordinary, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self._close)

    def ask(self, asked: _Asked, streams: Sequence[int]) -> None:
        assert _at_start(asked.environment) == _at_start(self._environment), _REAL
        text = json.dumps(asked).encode()
        assert len(text) <= _MOST
        socket.send_fds(self._channel, [b"%8d" % len(text)], streams)
        self._channel.sendall(text)

    def _close(self) -> None:
        self._channel.close()
        self._process.wait()


@cache
def _forker() -> _Forker:
    return _Forker()


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """What Python has read of it before its first line, but for where modules lie."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(("PYTHON", "LC_", "LANG")) and name != "PYTHONPATH"
    }


def serve(channel: socket.socket) -> None:
    """Fork for each request; returns where there are no more, and in no process that is forked."""
    import linkaudit

    for module in pkgutil.walk_packages(linkaudit.__path__, "linkaudit."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # A collection in what is forked would copy all that is shared: ten times its other cost.
    gc.collect()
    gc.freeze()
    while True:
        head, streams, _, _ = socket.recv_fds(channel, 8, 4)
        if not head:
            return
        asked = _Asked(*json.loads(channel.recv(int(head), socket.MSG_WAITALL)))
        if not os.fork():
            channel.close()
            _keep(asked, streams)
        for stream in streams:
            os.close(stream)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _keep(asked: _Asked, streams: Sequence[int]) -> None:
    """Fork it, wait for it, and tell its number and its end."""
    *own, tell = streams
    child = os.fork()
    if not child:
        os.close(tell)
        _become(asked, own)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in own:
        os.close(stream)
    os.write(tell, b"%d\n" % child)
    os.write(tell, b"%d\n" % os.waitpid(child, 0)[1])
    os._exit(0)


def _become(asked: _Asked, streams: Sequence[int]) -> NoReturn:
    for number, given in enumerate(streams):
        os.dup2(given, number)
        os.close(given)
    for name in asked.closed:
        os.close(int(name))
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(asked.environment)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = None if str(number) in asked.closed else _stream(number, getattr(sys, name))
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    paths = asked.environment.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:0] = [path for path in paths if path and path not in sys.path]
    sys.argv = [asked.module, *asked.arguments]
    status = _status_of(asked.module)
    # As Python ends (Py_FinalizeEx), but for what frees memory.
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for written in (sys.stdout, sys.stderr):
        try:
            if written and not written.closed:
                written.flush()
        except (OSError, ValueError):
            status = _FLUSH_FAILED
    os._exit(status)


def _stream(number: int, like: TextIO) -> TextIO:
    """As Python makes it at its start (create_stdio)."""
    is_line_by_line = number == 2 or os.isatty(number)
    return TextIOWrapper(
        open(number, "wb" if number else "rb", closefd=False),
        encoding=like.encoding,
        errors=like.errors,
        newline="\n",
        line_buffering=bool(number) and is_line_by_line,
    )


def _status_of(module: str) -> int:
    """What the module makes of it, and Python of that."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, int):
            return end.code & 0xFF
        if end.code is not None:
            print(end.code, file=sys.stderr)
        return int(end.code is not None)
    except BaseException as error:  # noqa: BLE001  Python shows what nobody has caught
        traceback.print_exc()
        if isinstance(error, KeyboardInterrupt):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        return 1
    return 0


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        serve(given)
