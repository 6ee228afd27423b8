"""How deeply a page nests its elements at most, and how it crowds one, told without parsing it.

A parser walks all open elements at each tag, so that 4 MB of `<div>` would take it ten
minutes. Browsers stop at a depth of 512 as well. It also walks all attributes of a tag for each
new one, and all options of a `select`. Reads tags; builds no tree.

What may nest is taken to nest. An end tag counts only where the parser cannot but obey it:
where its own element is the last that was opened. So the number is too high for a page of
many mistakes, and too low for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DEEPEST = 512  # elements; Blink and WebKit make siblings of what lies deeper
# HTML §13.2.4.3: a formatting element that is left open is reconstructed in each block.
COPIES = 300_000  # in a page; the parser takes some 350 bytes for each
# Of one tag, and of one `select`: the parser compares each with all before. In 512 KiB of either
# there is room for 20 s; 2,000 options take it 15 ms. Lists of time zones have 600.
ATTRIBUTES = 250
OPTIONS = 2_000
ROOTS = 50  # `html` and `body`: a second one adds its attributes to the first
SMALL = 32 * 1024  # characters, in which attributes take the parser 0.08 s at most

_IN_TABLE = 4  # elements that are not counted: tbody, tr, td, p
_ADOPTED = 32  # copies at most at one end tag. HTML §13.2.6.4.7: eight rounds of four

# HTML §13.2.5. In bytes, whose whitespace and lower case are ASCII's, as the parser's are.
_SPACE = rb"\t\n\f\r "
_ATTRIBUTES = (
    rb"(?:[@]++|/(?!>)|[^@/>][^@/>=]*+(?:[@]*+=[@]*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^@>\"'][^@>]*+)?+)?+){0,%(items)d}+"
    % {b"items": 2 * ATTRIBUTES}  # with the space before each
)
# §13.2.5.20 to 31: within a comment, a script may hold another.
_SCRIPT = (
    rb"(?:[^<]++|<(?!/script[@/>]|!--)"
    rb"|<!(?=--)(?:[^<-]++|-(?!->)|<(?!/?script[@/>])"
    rb"|<script[@/>](?:[^<-]++|-(?!->)|<(?!/script[@/>]))*+(?:</script[@/>])?+)*+)*+"
)
# Most elements hold no tag, or such as hold none, and nest like any other. Those that come one
# after another are one token: to look at each in Python took half of the time. Not possessive
# where there are groups within, whose spans CPython 3.11 loses (SystemError, gh-101955).
_LEAF = rb"(?:a|b|i|em|code|span|strong)(?=[@/>])"
_RUN = (
    rb"(?:[^<]*+<(?P<one>(?:%(leaf)b|p|li|t[dh]|h[1-6]|div))(?=[@/>])%(attributes)b>[^<]*+"
    rb"(?:<(?:(?P<two>%(leaf)b)%(attributes)b>[^<]*+</(?P=two)[@]*+>|(?:br|img)(?=[@/>])"
    rb"%(attributes)b/?+>)[^<]*+)*</(?P=one)[@]*+>)*" % {b"attributes": _ATTRIBUTES, b"leaf": _LEAF}
)
_TOKENS = re.compile(
    (
        rb"<(?:script(?=[@/>])%(attributes)b(?:/?>|\Z)(?P<script>%(script)b)"
        rb"|(?P<raw>iframe|noembed|noframes|style|textarea|title|xmp)(?=[@/>])%(attributes)b"
        rb"(?:/?>|\Z)(?P<text>(?:[^<]++|<(?!/(?P=raw)[@/>]))*+)"
        # A list of options, whose ends can be left out.
        rb"|(?P<select>select)(?=[@/>])%(attributes)b/?>"
        rb"(?:[^<]*+</?option(?=[@/>])%(attributes)b/?>){0,%(options)d}+[^<]*+</select[@]*+>"
        rb"|(?P<end>/)?+(?P<name>[a-z][^@/>]*+)%(attributes)b(?P<closed>/?)(?:>|\Z)"
        rb"(?(end)|(?:[^<]*+</(?P=name)[@]*+(?P<leaf>>))?+)(?P<run>%(run)b)"
        rb"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+)"
        rb"|(?P<section>!\[cdata\[[^>]*+)"
        rb"|[!?][^>]*+|/(?:>|[^a-z>][^>]*+)"
        rb"|(?P<crowded>/?[a-z](?s:.*+)))"  # what no other took: a tag of too many attributes
        % {b"attributes": _ATTRIBUTES, b"script": _SCRIPT, b"options": OPTIONS, b"run": _RUN}
    ).replace(b"@", _SPACE)
)

_NAMES = re.compile(rb"</?([a-z0-9]+)")

# HTML §13.1.2: no content, and so no end tag. Within SVG and MathML, only the first line.
_VOID_ANYWHERE = frozenset(b"br embed hr img meta".split())
_VOID = _VOID_ANYWHERE | frozenset(b"area base col input link param source track wbr".split())
# §13.2.6.4: there is one, or one for each table. Within SVG and MathML, any number.
_FEW_PARTS = frozenset(b"body colgroup head html tbody td tfoot th thead tr".split())
_FLAT = _VOID | _FEW_PARTS | {b"p"}
_FLAT_ANYWHERE = _VOID_ANYWHERE | {b"p"}
# §13.1.2.4, §13.2.6.4.7: ended by the start of the next, if nothing else is open within.
_LISTED = {b"li": (b"li",), b"dd": (b"dd", b"dt"), b"dt": (b"dd", b"dt")}
_REPLACED = {**_LISTED, b"a": (b"a",), b"option": (b"option",)}
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_FOREIGN = frozenset((b"svg", b"math"))
# In these, what is text elsewhere may be tags: §13.2.6.5, and a `select` takes few.
_DOUBTFUL = _FOREIGN | {b"select", b"frameset"}
_COUNTED = _FORMATTING | _DOUBTFUL | {b"table"}
_ROOTS = frozenset((b"body", b"html"))
_CROWDING = _ROOTS | {b"option"}
_RAW = frozenset(b"iframe noembed noframes script style textarea title xmp".split())
# In a drawing that holds nothing else, `/>` ends an element: §13.2.6.5.
_DRAWN = frozenset(
    b"a animate circle clippath defs ellipse g image line lineargradient marker mask path pattern "
    b"polygon polyline radialgradient rect stop symbol text tspan use".split()
)

_LEAVES = _DRAWN | {b"desc"}  # of a drawing; what a `desc` holds is HTML, if it is no text


def truncate_nesting(text: str) -> str:
    """The text up to where it would nest too deeply; all of it for nearly every page."""
    tags = text.count("<")
    if len(text) <= SMALL and tags <= 2 * DEEPEST and tags - text.count("</") <= DEEPEST:
        return text
    data = text.encode("utf-8", "replace")
    lowered = data.lower()
    number = _too_deep(lowered)
    if number is None:
        return text
    for match in _TOKENS.finditer(lowered):
        if number == 0:
            return data[: match.start()].decode("utf-8", "replace")
        number -= 1
    return text


@dataclass(slots=True)
class _Open:
    """All elements that may be open: those that are, and perhaps some more.

    Without those that stand but once, or once in each table, button or object.
    """

    names: list[bytes] = field(default_factory=list)
    formatting: int = 0  # of them
    foreign: int = 0
    doubtful: int = 0
    copies: int = 0
    options: int = 0  # of the `select` that may be open
    roots: int = 0
    room: int = DEEPEST  # for names
    is_drawing: bool = False  # certainly within SVG, and nothing but SVG in it
    has_lost_form: bool = False  # §13.2.4.4: the parser may have forgotten one that is open

    @property
    def is_crowded(self) -> bool:
        return self.options > OPTIONS or self.roots > ROOTS

    def crowd(self, name: bytes) -> None:
        self.options += name == b"option" and self.doubtful > 0
        self.roots += name in _ROOTS

    def start(self, name: bytes, is_closed: bool) -> None:
        self.is_drawing = self.is_drawing and name in _DRAWN
        if self.is_drawing and is_closed:
            return
        self.crowd(name)
        if name in (_FLAT_ANYWHERE if self.foreign else _FLAT):
            return
        last = self.names[-1] if self.names else b""
        if last in (_LISTED if self.foreign else _REPLACED).get(name, ()):
            self.names[-1] = name
            return
        if name in (b"a", b"nobr") and name in self.names:  # ends the one before
            self.copies += _ADOPTED
        if name == b"form" and name in self.names:
            self.has_lost_form = True
        if name == b"svg" and not is_closed:
            self.is_drawing = b"select" not in self.names
        self.names.append(name)
        if name in _COUNTED:
            self._count(name, 1)

    def run(self, elements: bytes) -> None:
        """Elements that are ended, and in which no more than one is open at a time."""
        if self.is_drawing:
            self.is_drawing = _LEAVES.issuperset(_NAMES.findall(elements))
        last = self.names[-1] if self.names else b""
        # The first of them; another `<li` may be in an attribute.
        if last == b"li" and not self.foreign and elements.startswith(b"<li", elements.find(b"<")):
            self.names.pop()
        if self.formatting and b"a" in self.names:
            self.copies += _ADOPTED * elements.count(b"<a")

    def _count(self, name: bytes, by: int) -> None:
        self.formatting += by * (name in _FORMATTING)
        self.foreign += by * (name in _FOREIGN)
        self.doubtful += by * (name in _DOUBTFUL)
        self.room -= by * _IN_TABLE * (name == b"table")

    def end(self, name: bytes) -> None:
        if name == b"select" and self.names[-2:] == [name, b"option"]:
            self.names.pop()  # its end tag can be left out
        if not self.names or self.names[-1] != name:
            self.is_drawing = self.is_drawing and name in _RAW
            self.has_lost_form = self.has_lost_form or name == b"form"
            if name in _FORMATTING and self.formatting:
                self.copies += _ADOPTED
        elif name != b"form" or not self.has_lost_form:
            self.names.pop()
            if name == b"select":
                self.options = 0
            if name in _COUNTED:
                self._count(name, -1)
                self.is_drawing = self.is_drawing and name != b"svg"


def _too_deep(page: bytes) -> int | None:
    """The first token that would be too deep, or that can be read in two ways; its number."""
    opened = _Open()
    # findall: a match object for each tag took as long as parsing the page.
    for number, token in enumerate(_TOKENS.findall(page)):
        script, _, text, select, end, name, closed, leaf, run, _, _, section, crowded = token
        if end:
            opened.end(name)
        elif leaf and name != b"form":  # a form in a form ends that
            if opened.is_drawing:
                opened.is_drawing = name in _LEAVES
            if name in _CROWDING:
                opened.crowd(name)
        elif name:
            opened.start(name, closed != b"")
            if len(opened.names) > opened.room:
                return number
        elif crowded:
            return number
        elif opened.doubtful and select:  # it ends one that is open, and its options stay
            opened.start(select, False)
            if len(opened.names) > opened.room:
                return number
        elif opened.doubtful and (b"<" in script or b"<" in text or _runs_on(section)):
            return number
        if run:
            opened.run(run)
            if len(opened.names) >= opened.room:
                return number
        if opened.formatting:  # each may be reconstructed here
            opened.copies += opened.formatting * (1 + run.count(b"</"))
        if opened.copies > COPIES or opened.is_crowded:
            return number
    return None


def _runs_on(section: bytes) -> bool:
    """Whether a CDATA section, which HTML does not know, would end elsewhere in SVG."""
    return section != b"" and not section.endswith(b"]]")
