"""Headings without ids that a script gives them, and such that no script gives any."""

from tests.fragments.case import BY_SCRIPT, FINE, MISSING, PROSE, TALL, Case, page

# As AnchorJS and the scripts of static sites do: before the page is loaded.
_MAKES = """<script>
document.addEventListener("DOMContentLoaded", () => {
  const seen = {};
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (heading.id) continue;
    let slug = (RULE)(heading.textContent.trim());
    seen[slug] = (seen[slug] ?? -1) + 1;
    heading.id = seen[slug] ? `${slug}-${seen[slug]}` : slug;
  }
});
</script>"""
_GITHUB = r's => s.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replace(/ /g, "-")'
_WORDS = r's => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")'
_PLAIN = r's => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\W+/g, "-")'
_SNAKE = r's => s.toLowerCase().replace(/\W+/g, "_")'
_WIKI = r's => s.replace(/ /g, "_")'
_JOINED = r's => s.replace(/\W/g, "")'
_ANCHOR_JS = r's => s.replace(/[& +$,:;=?@"#{}|^~[`%!\'<>\]./()*\\\n\t\b\v]/g, "-").replace(/-{2,}/g, "-").substring(0, 64).replace(/^-+|-+$/g, "").toLowerCase()'  # noqa: E501  one text


def made(name: str, headings: str, fragment: str, rule: str = BY_SCRIPT, by: str = _GITHUB) -> Case:
    body = f"{TALL}{PROSE}{headings}{PROSE}{TALL}"
    return Case(name, page(body, _MAKES.replace("RULE", by)), fragment, rule)


def unmade(name: str, headings: str, fragment: str, head: str = "", rule: str = MISSING) -> Case:
    return Case(name, page(f"{TALL}{PROSE}{headings}{PROSE}{TALL}", head), fragment, rule)


_LONG = "How to configure the gateway so that all requests of the first group are answered at once"
_DATA = '<script type="application/ld+json">{"@context": "https://schema.org"}</script>'
_ANALYTICS = '<script async src="/analytics.js"></script>'

HEADINGS = (
    made("heading-as-github-does", "<h2>Extended syntax</h2>", "extended-syntax"),
    made("heading-with-marks", "<h2>What's new, and why?</h2>", "whats-new-and-why"),
    made("heading-with-marks-as-hyphens", "<h2>What's new?</h2>", "what-s-new", by=_WORDS),
    made("heading-in-snake-case", "<h3>Extended syntax</h3>", "extended_syntax", by=_SNAKE),
    made("heading-as-a-wiki-does", "<h2>Extended Syntax</h2>", "Extended_Syntax", by=_WIKI),
    made("heading-joined", "<h2>Extended Syntax</h2>", "ExtendedSyntax", by=_JOINED),
    made("heading-with-code", "<h2>The <code>--all</code> option</h2>", "the---all-option"),
    made("heading-of-two-elements", "<h2><span>Set</span> <em>up</em></h2>", "set-up"),
    made(
        "heading-beyond-latin",
        "<h2>概要 と 目的</h2>",
        "%E6%A6%82%E8%A6%81-%E3%81%A8-%E7%9B%AE%E7%9A%84",
    ),
    made("heading-with-umlauts", "<h2>Größe und Form</h2>", "gr%C3%B6%C3%9Fe-und-form"),
    made("heading-without-its-accents", "<h2>Résumé d’été</h2>", "resume-d-ete", by=_PLAIN),
    made("second-heading-of-a-name", "<h2>Usage</h2><h2>Usage</h2>", "usage-1"),
    made(
        "heading-cut-at-64",
        f"<h2>{_LONG}</h2>",
        _LONG[:64].lower().replace(" ", "-").strip("-"),
        by=_ANCHOR_JS,
    ),
    made("heading-with-an-id-of-its-own", '<h2 id="s1">Usage</h2>', "s1", FINE),
    made(
        "heading-whose-id-is-another",
        '<h2 id="s1">Extended syntax</h2>',
        "extended-syntax",
        MISSING,
    ),
    made("no-heading-has-these-words", "<h2>Extended syntax</h2>", "basic-syntax", MISSING),
    made("only-a-part-of-a-heading", "<h2>Extended syntax</h2>", "extended", MISSING),
    unmade("heading-and-no-script", "<h2>Extended syntax</h2>", "extended-syntax"),
    unmade("heading-and-data-only", "<h2>Extended syntax</h2>", "extended-syntax", _DATA),
    unmade("headings-with-ids-and-a-script", '<h2 id="a">Usage</h2>', "usage", _ANALYTICS),
    unmade("section-with-an-id", '<section id="s"><h2>Usage</h2></section>', "usage", _ANALYTICS),
    unmade("anchor-in-the-heading", '<h2><a name="s"></a>Usage</h2>', "usage", _ANALYTICS),
    unmade("anchor-before-the-heading", '<a id="s"></a><h2>Usage</h2>', "usage", _ANALYTICS),
    unmade("thousands-of-words-and-analytics", "<h2 id=a>Usage</h2>", "limits", _ANALYTICS),
    unmade("id-in-the-page", "<h2 id=limits>Usage</h2>", "limits", _ANALYTICS, FINE),
)
