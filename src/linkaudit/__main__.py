"""`python -m linkaudit`: the same as the command `linkaudit`.

Imports nothing from the current folder, which is a stranger's: without `-P`, Python looks there
first, so this starts itself again with it. What Python itself imports before, it cannot prevent.
"""

import os  # frozen into Python, as sys is: no folder can shadow it
import sys


def leave_the_folder(system: str = os.name) -> None:
    """Start again with `-P` (Python 3.11, "Command line and environment"), all else as it was."""
    if system == "nt":
        # execv would give the console back to the shell while the audit still runs. Workers
        # have the variable of children.py.
        del sys.path[0]
        return
    # No shell is meant: the same interpreter gets the same arguments, as a list.
    os.execv(sys.executable, [sys.executable, "-P", *sys.orig_argv[1:]])  # noqa: S606


if __name__ == "__main__":
    if not sys.flags.safe_path:
        leave_the_folder()
    from linkaudit.cli import main

    sys.exit(main())
