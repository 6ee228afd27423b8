"""Pages that scripts fill in, and pages that only look like them."""

from tests.fragments.case import FINE, MISSING, PROSE, TALL, Case, page

# What a program does: it makes the page, then goes where the fragment says.
_FILL = """<script>
addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("MOUNT") ?? document.body;
  place.innerHTML = '<div style="height:4000px"></div><h2 id="operations">Operations</h2>'
    + '<div style="height:4000px"></div>';
  document.getElementById("operations").scrollIntoView();
});
</script>"""


def shell(name: str, body: str, mount: str, head: str = "") -> Case:
    return Case(name, page(body + _FILL.replace("MOUNT", mount), head), "operations")


def whole(
    name: str, body: str, head: str = "", rule: str = MISSING, fragment: str = "limits"
) -> Case:
    return Case(name, page(body, head), fragment, rule)


_MENU = "<header><nav>" + "<a href=x>Products and prices</a> " * 30 + "</nav></header>"
_FOOT = "<footer>" + "<a href=y>Imprint and privacy</a> " * 30 + "</footer>"
_ASKS = "<noscript>You need to enable JavaScript to run this app.</noscript>"
_ANALYTICS = '<script async src="/analytics.js"></script>'
_NEXT = '<script id="__NEXT_DATA__" type="application/json">{"page":"/docs"}</script>'
_SHORT = (
    "<h1 id=a>Notes</h1>"
    + "<p>The service answers within a second, or it says why it does not.</p>" * 12
)

SHELLS = (
    shell(
        "shell-that-says-loading",
        "<div id=app>Loading the documentation, please wait …</div>",
        "#app",
    ),
    shell(
        "splash-with-a-heading",
        "<div id=app><h1>Acme Docs</h1><p>All there is to know.</p><div class=spinner></div></div>",
        "#app",
    ),
    shell(
        "splash-without-a-known-name",
        "<div class=splash><h1>Acme Docs</h1><p>Loading your workspace…</p></div>",
        ".splash",
    ),
    shell(
        "splash-of-a-few-words",
        "<div class=stage><h1>Acme Documentation Portal</h1><p>Guides and references for developers</p></div>",  # noqa: E501  one text
        ".stage",
    ),
    shell("react", f"{_ASKS}<div id=root></div>", "#root"),
    shell("next-without-its-text", f"<div id=__next></div>{_NEXT}", "#__next"),
    shell("next-with-a-menu", f"<div id=__next>{_MENU}<main></main>{_FOOT}</div>{_NEXT}", "main"),
    shell("nuxt", "<div id=__nuxt><div id=__layout></div></div>", "#__layout"),
    shell(
        "gatsby",
        "<div id=___gatsby></div><noscript>This app works best with JavaScript enabled.</noscript>",
        "#___gatsby",
    ),
    shell("angular", "<app-root>Starting the application, one moment</app-root>", "app-root"),
    shell("element-of-its-own", "<acme-docs></acme-docs>", "acme-docs"),
    shell("docsify", "<nav></nav><div id=app>Please wait...</div>", "#app"),
    shell("redoc", "<redoc spec-url=openapi.json></redoc>", "redoc"),
    shell("swagger-ui", "<div id=swagger-ui></div>", "#swagger-ui"),
    shell("menu-and-footer", f"{_MENU}<main id=content></main>{_FOOT}", "main"),
    shell("menu-and-footer-and-a-spinner", f"{_MENU}<main><p>Loading…</p></main>{_FOOT}", "main"),
    shell(
        "in-german",
        "<div class=page><p>Die Dokumentation wird geladen, bitte warten …</p></div>",
        ".page",
    ),
    shell(
        "in-french",
        "<div class=page><p>Chargement de la documentation en cours…</p></div>",
        ".page",
    ),
    shell(
        "in-japanese",
        "<div class=page><p>ドキュメントを読み込んでいます。しばらくお待ちください。</p></div>",
        ".page",
    ),
    shell(
        "asks-for-javascript-at-length",
        "<noscript><h1>JavaScript is disabled</h1><p>Please turn on JavaScript to see this page.</p></noscript><div class=x></div>",  # noqa: E501  one text
        ".x",
    ),
    shell("nothing-but-scripts", "", "body"),
    whole("whole-page", PROSE),
    whole("whole-page-with-analytics", PROSE, _ANALYTICS),
    whole("whole-page-of-next", f"<div id=__next>{PROSE}</div>{_NEXT}", _ANALYTICS),
    whole("whole-page-with-an-empty-root", f"{PROSE}<div id=root></div>", _ANALYTICS),
    whole(
        "whole-page-with-comments",
        f"{PROSE}<noscript>Please enable JavaScript to view the comments.</noscript>",
        _ANALYTICS,
    ),
    whole(
        "whole-page-about-loading", f"<h1 id=a>Loading data, please wait</h1>{PROSE}", _ANALYTICS
    ),
    whole(
        "whole-page-about-javascript",
        f"<h1 id=a>You need to enable JavaScript to run this app</h1>{PROSE}",
        _ANALYTICS,
    ),
    whole("short-page-without-scripts", "<h1 id=a>Notes</h1><p>It is short.</p>"),
    whole("short-page-with-analytics", _SHORT, _ANALYTICS),
    whole(
        "short-page-with-the-place",
        f"{TALL}<h2 id=limits>Limits</h2>{TALL}{_SHORT}",
        _ANALYTICS,
        FINE,
    ),
)
