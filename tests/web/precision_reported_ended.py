"""Pages that are up and say of themselves that they ended, moved on or are behind a wall.

Data only, written down before the judge saw it, judged on the day 2026-11-23. The sentences have
the shape of those that Docusaurus, Docsy, Sphinx sites, Packagist, npm, GitLab, Microsoft, IBM
and AWS put on their pages; walls as sphinx#14255, html-proofer#215 and lychee#2117 tell of them.
"""

from .page import Guide, blog_post, docs_page
from .precision_case import Shape, guilty, leads, raw, stays

SPROCKET = Guide("/sprocket/latest/ug/", "AWS Sprocket", "User Guide", "what-is.html")
AWS = "https://aws.amazon.com"

_STALE_WORDS = (
    ("This is documentation for Cog 1.21, which is no longer actively maintained.", "Cog"),
    ("Documentation for version v0.7.0 is no longer actively maintained.", "Cog v0.7"),
    ("Cog v1.20 documentation is no longer actively maintained.", "Turning | Cog"),
    ("This document is for an old version of Cog that is no longer supported.", "Cog 3.4"),
    ("This documentation is for an unsupported version of Cog.", "Cog: 9.6"),
    ("This documentation is no longer updated.", "Observing cogs"),
    ("IMPORTANT: This documentation is no longer updated.", "Observing wheels"),
    ("We're no longer updating this content regularly.", "Cogs for Windows"),
    ("This content is no longer being updated or maintained.", "Cogs at work"),
    ("This package is abandoned and no longer maintained.", "jane/cog - The registry"),
    ("This package has been deprecated", "cog - The registry"),
    ("This project is archived.", "o / cog · Lab"),
    ("This is an archived project.", "o / wheel · Lab"),
    ("This repository is archived, read-only, and no longer updated.", "o/guide"),
    ("This package is no longer being maintained, as the service has been retired.", "Cog metrics"),
    ("This package is no longer developed; it has been superseded by gear.", "o/cog"),
    ("DEPRECATED: this repo is no longer actively maintained", "o/dialog"),
    ("This project has been archived.", "cog · The index"),
    ("This repository has been archived on 2023-03-03.", "jane/cog - Forge"),
    ("This plugin has been closed as of March 3, 2023 and is not available for download.", "Cog"),
    ("This article is deprecated and no longer maintained.", "How to turn a cog on Linux 12"),
    ("These docs are old and won't be updated.", "Hello, cog"),
    ("This tutorial is no longer maintained.", "Your first cog"),
    ("This module is no longer maintained.", "Cog::Turn"),
    ("This wiki is no longer maintained.", "Cog wiki"),
    ("This extension is deprecated.", "Cog for editors"),
    ("This site is no longer maintained.", "All about cogs"),
    ("This site is no longer updated.", "News of cogs"),
    ("This tool is no longer maintained.", "cogctl"),
    ("This page is obsolete.", "Cogs in 2009"),
    ("This page is out of date.", "Cogs in 2010"),
    ("This article is outdated.", "Cogs in 2011"),
)

_STALE = tuple(
    guilty(
        stays(f"stale-{number}", f"https://kept{number}.example/it", title, words, "More of it."),
        "stale",
        "stale-page",
        words,
    )
    for number, (words, title) in enumerate(_STALE_WORDS)
)


def _sprocket(name: str, rule: str, words: str) -> Shape:
    answer = docs_page(SPROCKET, f"{name}.html", "What is AWS Sprocket?", words)
    return Shape(f"aws-{name}", answer.url, (answer,), "retired", rule, quote=words)


_CLOSED, _ENDED = "closed-to-new-customers", "ended"
_AWS = (
    _sprocket("no-longer-be", _CLOSED,
              "AWS Sprocket is no longer be open to new customers as of November 7, 2025."),
    _sprocket("in-figures", _CLOSED,
              "AWS Sprocket will no longer be open to new customers starting on 11/7/2025."),
    _sprocket("with-care", _CLOSED,
              "After careful consideration, we have made the decision to close new customer access "
              "to AWS Sprocket, effective July 25, 2024."),
    _sprocket("has-closed", _CLOSED,
              "AWS has closed new customer access to AWS Sprocket, effective July 25, 2024."),
    _sprocket("not-onboard", _CLOSED,
              "Starting April 15, 2023, AWS will not onboard new customers to AWS Sprocket (SP), "
              "and will help current customers."),
    _sprocket("end-of-life", _ENDED, "AWS Sprocket reached end of life on June 30, 2025."),
    _sprocket("will-end-on", _ENDED, "AWS will end support for AWS Sprocket on October 31, 2025."),
    _sprocket("ended-with-care", _ENDED,
              "After careful consideration, we have made the decision to end support for AWS "
              "Sprocket, effective October 31, 2025."),
    _sprocket("no-longer-as-of", _ENDED,
              "As of October 31, 2025, AWS Sprocket is no longer available."),
    Shape("aws-a-post-on-the-thing-itself", f"{AWS}/blogs/x/introducing-aws-sprocket/",
          (blog_post(f"{AWS}/blogs/x/introducing-aws-sprocket/", "Introducing AWS Sprocket",
                     "After careful consideration, we have made the decision to close new customer "
                     "access to AWS Sprocket, effective July 25, 2024."),),
          "retired", _CLOSED),
)  # fmt: skip


def _gone_product(name: str, rule: str, words: str) -> Shape:
    return guilty(
        stays(f"product-{name}", f"https://{name}.example/cog-cloud", "Cog Cloud | Maker", words),
        "retired",
        rule,
        words,
    )


_PRODUCTS = (
    _gone_product("retired", _ENDED, "Cog Cloud will be retired on 30 September 2025."),
    _gone_product("retiring", "ending", "Cog Cloud will be retired on 30 September 2027."),
    _gone_product("first-the-day", _ENDED, "On September 30, 2025, Cog Cloud will be retired."),
    _gone_product("shutdown", _ENDED, "Cog Cloud was shut down on June 30, 2024."),
    _gone_product("discontinued", _ENDED, "Cog Cloud has been discontinued as of May 31, 2024."),
    _gone_product("deprecated", _ENDED,
                  "Cog Cloud is deprecated and will be shut down on June 1, 2025."),
    _gone_product("no-longer", _ENDED, "As of October 1, 2024, Cog Cloud is no longer available."),
    _gone_product("support", _ENDED, "Support for Cog Cloud ended on March 31, 2024."),
)  # fmt: skip


def _renamed(name: str, words: str, text: str = "that page") -> Shape:
    return guilty(
        stays(f"renamed-{name}", f"https://{name}.example/it", "Gear Grid | Docs", words,
              text=text), "renamed", "says-renamed", words,
    )  # fmt: skip


_RENAMED = (
    _renamed("now-called", "Cog Cloud is now called Gear Grid."),
    _renamed("now-known-as", "Cog Cloud is now known as Gear Grid."),
    _renamed("has-been-renamed", "Cog Cloud has been renamed to Gear Grid."),
    _renamed("in-brackets", "Gear Grid (formerly Cog Cloud) turns all your cogs.", "Cog Cloud"),
    _renamed("formerly", "Gear Grid, formerly known as Cog Cloud, turns cogs.", "Cog Cloud"),
)

_ENDS_OF_DOMAINS = (
    "This domain has expired",
    "lost1.example has expired",
    "Domain expired",
    "Website expired",
    "Diese Domain steht zum Verkauf",
    "Ce domaine est à vendre",
    "lost6.example - This website is for sale! - lost6 resources and information.",
    "Domain parked",
)
_PARKED = (
    *(stays(f"domain-{n}", f"https://lost{n}.example/a/b", t)
      for n, t in enumerate(_ENDS_OF_DOMAINS)),
    leads("a-host-of-parkers", "https://lost9.example/a/cog",
          "http://ww16.lost9.example/a/cog?sub1=2026", "lost9.example", by=302),
)  # fmt: skip


def _wall(name: str, title: str, words: str = "") -> Shape:
    """A wall that answers 200: what is behind it, nobody knows; no place is missing there."""
    url = f"https://{name}.example/docs/cog#turning"
    body = f"<title>{title}</title><main><h1>{title}</h1><p id='p'>{words}</p></main>"
    return guilty(raw(f"wall-{name}", url, f"<!DOCTYPE html>{body}"), "blocked", "blocked")


_WALLS = (
    _wall("proof-of-work", "Making sure you&#39;re not a bot!", "Loading... Please wait."),
    _wall("challenge", "Client Challenge", "JavaScript is disabled in your browser."),
    _wall("pardon", "Pardon Our Interruption", "Something made us think you are a bot."),
    _wall("robot", "Are you a robot?", "To continue, click below."),
    _wall("robot-check", "Robot Check", "Enter the characters you see."),
    _wall("denied", "Access Denied", "You don't have permission to access this server."),
    _wall("denied-to-this", "Access to this page has been denied", "Press and hold."),
    _wall("moment", "Just a moment...", "Checking."),
    _wall("one-moment", "One moment, please...", "Please wait while your request is verified."),
    _wall("attention", "Attention Required! | Cloudflare"),
    _wall("checking", "Checking your browser before accessing", "It takes five seconds."),
    _wall("human", "Verify you are human"),
    _wall("humans", "Human Verification"),
    _wall("rejected", "Request Rejected", "The requested URL was rejected."),
    _wall("checkpoint", "Vercel Security Checkpoint", "We are verifying your browser."),
    _wall("guard", "DDoS-Guard", "Checking your browser."),
    _wall("captcha", "Captcha", "Solve it."),
    _wall("detection", "Bot Detection", "Please wait while we check."),
)


def _gate(name: str, to: str) -> Shape:
    shape = leads(f"gate-{name}", f"https://{name}.example/cogs/red", to, "The site", by=302)
    return guilty(shape, "blocked", "blocked")


_GATES = (
    _gate("con1", "https://con1.example/login.action?os_destination=%2Fcogs%2Fred"),
    _gate("con2", "https://con2.example/_layouts/15/Authenticate.aspx?Source=%2Fcogs%2Fred"),
    _gate("con3", "https://con3.example/access/unauthenticated?return_to=%2Fcogs%2Fred"),
    _gate("con4", "https://consent.con4.example/m?continue=https://con4.example/cogs/red"),
    _gate("con5", "https://con5.example/agecheck/app/1/"),
    _gate("con6", "https://con6.example/cookie-consent?redirect=%2Fcogs%2Fred"),
    _gate("con7", "https://con7.example/sorry/index?continue=https://con7.example/cogs/red"),
    _gate("con8", "https://con8.example/captcha?return=%2Fcogs%2Fred"),
    _gate("con9", "https://con9.example/auth/realms/x/protocol/openid-connect/auth?client_id=c"),
    _gate("con10", "https://con10.example/Account/Login?ReturnUrl=%2Fcogs%2Fred"),
    _gate("con11", "https://con11.example/password"),
    _gate("con12", "https://con12.example/secure/Dashboard/login.jspa?os_destination=%2Fcogs"),
)


def _down(name: str, title: str, words: str = "We will be back soon.") -> Shape:
    url = f"https://{name}.example/docs/cog"
    return guilty(stays(f"down-{name}", url, title, words), "unreachable", "out-of-order", title)


_DOWN = (
    _down("m1", "Site under maintenance"),
    _down("m2", "Down for maintenance | The shop"),
    _down("m3", "We'll be back soon!"),
    _down("m4", "503 Service Unavailable"),
    _down("m5", "Service Temporarily Unavailable"),
    _down("m6", "502 Bad Gateway"),
    _down("m7", "Maintenance mode"),
    _down("m8", "Database Error", "Error establishing a database connection."),
    _down("m9", "Wartungsarbeiten - Der Laden", "Wir sind bald zurück."),
    _down("m10", "Scheduled maintenance"),
)

SHAPES: tuple[Shape, ...] = (
    *(*_STALE, *_AWS, *_PRODUCTS, *_RENAMED),
    *(guilty(shape, "retired", "parked-domain") for shape in _PARKED),
    *(*_WALLS, *_GATES, *_DOWN),
)
