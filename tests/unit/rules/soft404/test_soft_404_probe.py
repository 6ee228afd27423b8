"""Pages held against a path that cannot exist: which are, and when two answers are one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from linkaudit.model.followup import Probe, ProbeKind, ProbeResult
from linkaudit.model.http import Answer, Failure, FailureKind, Page
from linkaudit.rules.base import RuleContext
from linkaudit.rules.registry import judge
from linkaudit.rules.soft404.soft_404_probe import probe_uri, probes
from tests.builders import NOON
from tests.unit.rules.visits import DOCS, rules, visit

URI = "https://shop.example/parts/sprocket.html"
LOST = Page(
    title="Oops, something is missing", opening="We looked all over the shop. " * 3, size=900
)


def held(page: Page, against: Answer | Failure, uri: str = URI, to: str = "") -> RuleContext:
    case = visit(uri, page=page, to=to)
    control = probe_uri(uri)
    return replace(
        case,
        probes={control: ProbeResult(Probe(control, ProbeKind.PAGE), against, observed_at=NOON)},
    )


def control_answer(page: Page | None = LOST, status: int = 200, uri: str = "") -> Answer:
    return Answer(uri or probe_uri(URI), status, page=page)


@pytest.mark.parametrize(
    ("uri", "start", "end"),
    [
        (URI, "https://shop.example/parts/linkaudit-", ".html"),
        ("https://shop.example/a/b/?q=1", "https://shop.example/a/linkaudit-", "/"),
        ("https://shop.example/page", "https://shop.example/linkaudit-", ""),
        ("https://shop.example:8443/v1.2/page", "https://shop.example:8443/v1.2/linkaudit-", ""),
    ],
)
def test_the_path_that_cannot_exist_is_a_sibling_of_the_page(
    uri: str, start: str, end: str
) -> None:
    control = probe_uri(uri)

    assert control.startswith(start)
    assert control.endswith(end)
    assert len(control) == len(start) + 16 + len(end)
    assert probe_uri(uri) == control


def test_a_page_that_is_shown_for_nothing_too_is_gone() -> None:
    assert rules(held(LOST, control_answer())) == ["soft-404-probe"]


def test_an_error_page_may_repeat_the_address_it_has_nothing_for() -> None:
    mine = replace(LOST, opening=f"/parts/sprocket.html: nothing here. {LOST.opening}")
    name = probe_uri(URI).rpartition("/")[2]
    theirs = replace(LOST, opening=f"/parts/{name}: nothing here. {LOST.opening}")

    assert rules(held(mine, control_answer(theirs))) == ["soft-404-probe"]


@pytest.mark.parametrize(
    "against",
    [
        control_answer(status=404),
        control_answer(status=410),
        control_answer(status=403),
        control_answer(None),
        control_answer(replace(LOST, title="Shop")),
        control_answer(replace(LOST, opening="Spokes, hubs and rims of all sizes. " * 3)),
        control_answer(replace(LOST, size=90_000)),
        control_answer(replace(LOST, is_scripted=True)),
        Failure(FailureKind.TIMEOUT, "no answer in time"),
    ],
    ids=["404", "410", "403", "no page", "title", "text", "size", "scripted", "failure"],
)
def test_a_control_that_differs_speaks_for_the_page(against: Answer | Failure) -> None:
    assert rules(held(LOST, against)) == []


def test_a_server_that_shows_one_page_for_all_paths_may_mean_it() -> None:
    fine = replace(LOST, title="The shop", opening="Spokes, hubs and rims of all sizes. " * 3)

    assert rules(held(fine, control_answer(fine))) == []


@pytest.mark.parametrize(
    ("page", "other"),
    [
        (LOST, control_answer(uri=URI)),
        (replace(LOST, title="Sprocket: an error of the cog"), None),
        (replace(LOST, canonical="/parts/sprocket.html"), None),
    ],
    ids=["sent on to the page", "the title names it", "canonical"],
)
def test_a_name_that_makes_no_difference_to_the_server_proves_nothing(
    page: Page, other: Answer | None
) -> None:
    """`/questions/123/any-words` is the page of that number, whatever the words."""
    assert rules(held(page, other or control_answer(page))) == []


def test_what_is_sent_to_one_page_with_what_cannot_exist_is_gone() -> None:
    news = "https://shop.example/news"

    held_up = held(LOST, control_answer(uri=news), to=news)

    assert rules(held_up)[:1] == ["soft-404-probe"]


@pytest.mark.parametrize(
    "page",
    [
        replace(LOST, is_scripted=True),
        replace(LOST, opening="Loading…"),
        replace(LOST, title=""),
        replace(LOST, title="Sign in to the shop"),
        replace(LOST, title="Before you continue: cookies"),
        replace(LOST, title="Choose your country"),
        replace(LOST, opening="Please enable JavaScript to use this application, thank you."),
    ],
    ids=["scripted", "spinner", "no title", "login", "consent", "country", "shell"],
)
def test_what_stands_before_every_page_proves_nothing(page: Page) -> None:
    """One shell or one login for all paths: what is behind it, nobody knows."""
    assert rules(held(page, control_answer(page))) == []
    assert probes([visit(URI, page=page)], ()) == []


def pages(*titles: str, size: int = 20_000, says: str = "Words of it. ") -> list[RuleContext]:
    return [
        visit(
            f"https://many.example/{number}/page-{number}",
            page=Page(title=title, opening=says * 4, size=size),
        )
        for number, title in enumerate(titles)
    ]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([visit(URI, page=LOST)], 1),
        (pages("Page 0", "Page 1", "Page 2"), 0),
        (pages("Many", "Many"), 0),
        (pages("Many", "Many", "Many"), 0),
        (pages("Many", "Many", says="It was removed. "), 0),
        (pages("Many", "Many", "Many", says="It was removed. "), 3),
        (pages("Page zero", size=300), 0),
        (pages("Something strange", size=300), 0),
        (pages("Something strange", size=300, says="It was removed. "), 1),
        (pages("Something strange"), 0),
        ([visit("https://shop.example/", page=LOST)], 0),
        ([visit(f"{DOCS}/a/b.html", page=LOST)], 0),
        ([visit(URI, page=LOST, status=404)], 0),
        ([visit(URI)], 0),
        ([visit(URI, page=LOST), visit(f"{URI[:-13]}cog.html", page=LOST)], 1),
    ],
    ids=[
        "error words", "own titles", "one title twice", "one title three times",
        "and an error twice",
        "and an error three times", "small", "small and strange", "small, strange, an error",
        "large and strange", "home page", "AWS", "a real 404", "no page",
        "one folder",
    ],
)  # fmt: skip
def test_few_pages_are_odd_enough_to_be_held_against_another(
    cases: Sequence[RuleContext], expected: int
) -> None:
    assert len(probes(cases, ())) == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("https://shop.example/parts", 1),
        ("https://shop.example/news", 0),
        (URI, 0),
    ],
)
def test_a_redirect_to_a_folder_above_of_another_subject_is_odd(to: str, expected: int) -> None:
    page = Page(title="News of the day", opening="All that is new in town. " * 4, size=20_000)

    assert len(probes([visit(URI, to=to, page=page)], ())) == expected


def test_a_folder_is_asked_once_in_a_run() -> None:
    case = visit(URI, page=LOST)

    assert probes([case], [probe_uri("https://shop.example/parts/cog.php")]) == []


def test_both_answers_are_the_evidence() -> None:
    [finding] = judge(held(LOST, control_answer()))

    assert [one.source for one in finding.evidence] == ["http", "page"]
    assert finding.evidence[1].url == probe_uri(URI)
    assert not finding.certain


BUYER = "https://buyer.example/products/gear-cloud"
GEARS = Page(title="Gear Cloud | Buyer", opening="All your gears in one place. " * 3, size=20_000)
OLD = [f"https://bought.example/{path}" for path in ("docs/install", "blog/cogs", "api/turn")]


@pytest.mark.parametrize(
    ("asked", "to", "expected"),
    [
        (OLD, BUYER, 3),
        (OLD[:2], BUYER, 0),
        ([OLD[0]] * 3, BUYER, 0),
        (OLD, "https://www.bought.example/products", 0),
        (OLD, "https://buyer.example/login?next=/x", 0),
        (OLD, "https://buyer.example/cookie-consent", 0),
        ([f"https://go.bought.example/{n}/x" for n in range(3)], BUYER, 0),
    ],
    ids=["three", "two", "one thrice", "the same site", "a login", "a barrier", "forwarders"],
)
def test_several_pages_of_a_host_that_end_at_one_of_another_site_are_odd(
    asked: Sequence[str], to: str, expected: int
) -> None:
    assert len(probes([visit(uri, to=to, page=GEARS) for uri in asked], ())) == expected


@pytest.mark.parametrize(
    ("asked", "control_leads_to", "expected"),
    [
        (OLD[0], BUYER, ["soft-404-probe"]),
        (OLD[0], "", []),
        (OLD[0], "https://buyer.example/", []),
        ("https://bought.example/docs/gear-cloud", BUYER, []),
    ],
    ids=["there too", "nowhere", "elsewhere", "the page itself"],
)
def test_what_leads_where_all_leads_is_gone(
    asked: str, control_leads_to: str, expected: list[str]
) -> None:
    other = Answer(control_leads_to or probe_uri(asked), 200, page=GEARS)

    found = rules(held(GEARS, other, uri=asked, to=BUYER))

    assert [rule for rule in found if rule == "soft-404-probe"] == expected


def test_a_product_that_is_about_errors_does_not_speak_of_one() -> None:
    """A site of one page for all paths may have such a word in its title."""
    fine = replace(LOST, title="Error tracking for teams", opening="Find missing cogs. " * 3)

    assert rules(held(fine, control_answer(fine))) == []
