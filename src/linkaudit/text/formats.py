"""Files by their suffixes: which are read, which are documents that are not, and which are neither.

Names only. What is in a file, and whether it is text at all, `decoding.py` finds out. Which
suffixes are read, the table of readers says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import splitext

_DOCUMENTS = {
    "reStructuredText": ".rst .rest",
    "AsciiDoc": ".adoc .asciidoc .asc",
    "Org": ".org",
    "a Jupyter notebook": ".ipynb",
    "PDF": ".pdf",
    "an office document": ".docx .doc .odt .rtf .pptx .ppt .odp .xlsx .xls .ods .pages .epub",
    "LaTeX": ".tex .latex .ltx",
    "Texinfo": ".texi .texinfo",
    "Textile": ".textile",
    "wiki text": ".wiki .mediawiki .creole .dokuwiki",
    "Typst": ".typ",
    "Djot": ".dj .djot",
    "Pod": ".pod",
    "RDoc": ".rdoc",
}
_OTHERS = {
    "JSON": ".json .jsonl .json5 .geojson .webmanifest",
    "YAML": ".yaml .yml",
    "TOML": ".toml",
    "XML": ".xml .xsl .xslt .xsd .rss .atom .opml .plist",
    "a table of data": ".csv .tsv .parquet",
    "source code": (
        ".py .pyi .js .mjs .cjs .ts .tsx .jsx .css .scss .less .c .h .cc .cpp .hpp .cs .java .kt "
        ".go .rs .rb .php .pl .pm .sh .bash .zsh .fish .ps1 .bat .sql .swift .scala .lua .r .jl"
    ),
    "a picture": ".png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .tif .tiff .heic .psd",
    "sound or video": ".mp3 .mp4 .m4a .mov .webm .wav .ogg .flac .avi .mkv",
    "an archive": ".zip .gz .tgz .tar .xz .bz2 .zst .7z .rar .jar .whl",
    "a font": ".woff .woff2 .ttf .otf .eot",
    "a program": ".exe .dll .so .dylib .o .a .class .pyc .wasm .bin",
    "a database": ".sqlite3 .sqlite .db",
}


def _by_suffix(names: Mapping[str, str]) -> dict[str, str]:
    return {suffix: name for name, suffixes in names.items() for suffix in suffixes.split()}


_UNREAD_DOCUMENTS = _by_suffix(_DOCUMENTS)
_UNREAD = {**_UNREAD_DOCUMENTS, **_by_suffix(_OTHERS)}


def suffix_of(path: str) -> str:
    """The suffix in lower case, with its dot; empty where there is none."""
    return splitext(path)[1].lower()


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The suffixes of all files that are read, and of those that are looked for below a folder."""

    read: frozenset[str]
    sought: frozenset[str]

    def is_read(self, path: str) -> bool:
        return suffix_of(path) in self.read

    def is_sought(self, path: str) -> bool:
        return suffix_of(path) in self.sought

    def is_counted(self, path: str) -> bool:
        """Whether a file below a folder is a document that is left out, and so is to be counted.

        Not so HTML, which is read where it is named: most of it is made from other files, and the
        report of the last run may be among it.
        """
        suffix = suffix_of(path)
        return suffix in _UNREAD_DOCUMENTS and suffix not in self.read

    def is_unknown(self, path: str) -> bool:
        """Whether a file is read as Markdown for want of anything known of its suffix."""
        suffix = suffix_of(path)
        return bool(suffix) and suffix not in self.read and suffix not in _UNREAD

    def why_unread(self, path: str) -> str:
        """Why a file of that name is not read, and what to do; empty for one that may be."""
        suffix = suffix_of(path)
        name = _UNREAD.get(suffix)
        if name is None or suffix in self.read:
            return ""
        if suffix in _UNREAD_DOCUMENTS:
            return f"{name} is not read; convert it to Markdown, or check the HTML made from it"
        return f"{name} is not read; give a Markdown file"


def counted(unread: Mapping[str, int]) -> str:
    """The files that were left out, by their suffix: `12 .rst, 3 .ipynb`."""
    return ", ".join(_each(unread))


def _each(unread: Mapping[str, int]) -> Iterator[str]:
    for suffix, number in sorted(unread.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{number} {suffix}"
