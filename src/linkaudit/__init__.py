"""A link checker and freshness auditor for Markdown.

`from linkaudit import audit` is the door for other programs (docs/library.md). Each name is
imported on first use: the command line waits for none of them.
"""

import sys

TYPE_CHECKING = False  # typing has the same, and takes longer to import than all of this
if TYPE_CHECKING:
    from linkaudit.api import audit as audit
    from linkaudit.errors import LinkauditError as LinkauditError
    from linkaudit.model.report import Finding as Finding
    from linkaudit.model.report import Outcome as Outcome
    from linkaudit.model.report import Report as Report
    from linkaudit.model.report import Result as Result
    from linkaudit.model.verdict import Level as Level
    from linkaudit.model.verdict import Verdict as Verdict

_HOMES = {
    "LinkauditError": "errors",
    "audit": "api",
    "Finding": "model.report",
    "Level": "model.verdict",
    "Outcome": "model.report",
    "Report": "model.report",
    "Result": "model.report",
    "Verdict": "model.verdict",
}
__all__ = ["Finding", "Level", "LinkauditError", "Outcome", "Report", "Result", "Verdict", "audit"]


if not TYPE_CHECKING:  # a type checker would take any name to be there

    class _Package(type(sys)):
        """The room `audit/` has the name of the function, and importing it must not hide that."""

        def __setattr__(self, name: str, value: object) -> None:
            if not (name == "audit" and isinstance(value, type(sys))):
                super().__setattr__(name, value)

    sys.modules[__name__].__class__ = _Package

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module 'linkaudit' has no attribute '{name}'")
        return getattr(import_module(f"linkaudit.{_HOMES[name]}"), name)
