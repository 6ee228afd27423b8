"""Walls that answer 200, as users of other checkers report them: what is behind, nobody knows.

Data only, written down before the judge saw it; after sphinx#14255, html-proofer#215 and
lychee#2117.
"""

from tests.web.precision_case import Shape, guilty, raw


def _wall(name: str, title: str, words: str = "") -> Shape:
    """A wall that answers 200: what is behind it, nobody knows; no place is missing there."""
    url = f"https://{name}.example/docs/cog#turning"
    body = f"<title>{title}</title><main><h1>{title}</h1><p id='p'>{words}</p></main>"
    return guilty(raw(f"wall-{name}", url, f"<!DOCTYPE html>{body}"), "blocked", "blocked")


SHAPES = (
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
