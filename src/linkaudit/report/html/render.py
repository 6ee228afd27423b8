"""The report as one HTML file: it asks nothing of the network and reads without JavaScript.

Every string that a template shows passes `shown` and is escaped by Jinja; no other way leads in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from linkaudit.model.report import Report
from linkaudit.report.formats import PLAIN, RenderOptions, gathered
from linkaudit.report.html import charts, rows
from linkaudit.report.markdown import escape
from linkaudit.report.view import since_last_run, wording
from linkaudit.report.view.checklist import FixTask, ReviewTask, UpdateTask, VerifyTask, steps
from linkaudit.report.view.evidence import Trail, quote, shortened
from linkaudit.report.view.headline import headline
from linkaudit.report.view.old_facts import old_facts
from linkaudit.text.numbers import number, plural
from linkaudit.text.redact import shown
from linkaudit.text.workflow_commands import escape_commands_in_xml

_PACKAGE, _FOLDER = "linkaudit.report.html", "templates"


def render(report: Report, _: RenderOptions = PLAIN) -> str:
    """The whole report; the same bytes for the same report."""
    return "".join(pieces(report))


def pieces(report: Report, _: RenderOptions = PLAIN) -> Iterator[str]:
    """The same, some lines at a time."""
    made = (
        _environment()
        .get_template("report.html")
        .generate(
            report=report,
            headline=headline(report),
            old_facts=old_facts(report),
            standing=rows.worst_level(report),
            steps=steps(report),
            rows=rows.Rows(report),
            hosts=charts.hosts(report),
            history=charts.history(report),
            groups=charts.NAMES,
            policy=_policy(_part("report.css"), _part("report.js")),
        )
    )
    # No command goes on beyond a line, and only there is the text cut.
    return map(escape_commands_in_xml, gathered(made))


def _policy(style: str, script: str) -> str:
    """Content Security Policy Level 3: our own style and script by their hashes, nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",  # no text becomes HTML or code
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    """A file of ours as the report has it: what is hashed is what stands there."""
    return _environment().get_template(name).render()


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader(_PACKAGE, _FOLDER),
        finalize=_fit,
    )
    made.tests["web"] = _is_web
    made.filters.update(number=number, shorten=shortened, linked=_linked)
    made.globals.update(words=wording, plural=plural, past_runs=since_last_run, quote=quote)
    for kind in (FixTask, UpdateTask, VerifyTask, ReviewTask, Trail):
        made.tests[kind.__name__.lower()] = _is_a(kind)
    return made


def _fit(value: Any) -> Any:
    """What Jinja is about to write. Markup is a file of ours, or what was escaped before."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _linked(text: str) -> Markup:
    """Foreign text in which http(s) URLs can be clicked, as in the Markdown report."""
    made, position, text = Markup(), 0, shown(text)
    for match in escape.URL.finditer(text):
        # Markup escapes what is added to it or put in it.
        made += text[position : match.start()]
        made += Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(match[0])
        position = match.end()
    return made + text[position:]


def _is_web(url: str) -> bool:
    """Whether a browser may be sent there: never to `javascript:`, `data:` or a file."""
    return url.lower().startswith(("https://", "http://"))


def _is_a(kind: type) -> Any:
    return lambda value: isinstance(value, kind)
