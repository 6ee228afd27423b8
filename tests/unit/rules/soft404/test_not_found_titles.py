"""Titles by which a missing page gives itself away, and titles of works and articles."""

from __future__ import annotations

import pytest

from linkaudit.rules.soft404.not_found_titles import has_not_found_sentence, is_not_found_title

URL = "https://a.example/cogs"


@pytest.mark.parametrize(
    "title",
    [
        "Error 404 (Not Found)!!1",
        "Not Found (#404)",
        "410 Gone",
        "Oops! That page can’t be found. – Acme",
        "Whoops! Page not found",
        "Sorry, we can't find that page",
        "We couldn't find the page",
        "The page you are looking for does not exist",
        "The page you requested cannot be found",
        "The requested page was not found",
        "This video isn't available anymore",
        "This page has been removed",
        "This account has been suspended",
        "Product unavailable | Shop",
        "This item is no longer available",
        "This topic does not exist yet",
        "No such page - The wiki",
        "User not found",
        "Acme » Page not found",
        "Seite nicht gefunden",
        "Fehler 404: Seite nicht gefunden",
        "Die angeforderte Seite konnte nicht gefunden werden",
        "Diese Seite existiert nicht mehr",
        "Produkt nicht verfügbar",
        "Pagina niet gevonden",
        "Page introuvable",
        "Page not found / Shop",
        "Page not found :: Shop",
        "ページが見つかりませんでした｜店",
        "HTTP Status 404 – Not Found",
        "Error: Page not found",
        "We couldn’t find the page you’re looking for",
        "This job is no longer available",
        "This listing has expired | Homes",
        "Website suspended",
        "Oups ! Page non trouvée",
        "Erreur 404 : page introuvable",
        "Cette page n’existe plus",
        "Página no encontrada",
        "Error 404 - Página no encontrada",
        "No se encontró la página",
        "Pagina non trovata",
        "Página não encontrada",
        "Nie znaleziono strony",
        "Страница не найдена",
        "Sidan hittades inte",
        "Sayfa bulunamadı",
        "お探しのページは見つかりませんでした",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
    ],
)
def test_a_missing_page_says_so_in_many_tongues(title: str) -> None:
    assert is_not_found_title(title, URL)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Acme", URL),
        ("Page not found · Issue #12 · o/r", URL),
        ("404 Not Found (#13) · Issues · o / r", URL),
        ("1234 – Page not found", "https://a.example/show_bug.cgi?id=1234"),
        ("", URL),
        ("Seite nicht gefunden: was nun?", URL),
        ("Qué hacer si aparece «Página no encontrada»", URL),
        ("Nothing found here but joy", URL),
        ("Lost and not found: a memoir", URL),
        ("Missing: a page of history", URL),
        ("Page removal requests", URL),
        ("404 Media", URL),
        ("404 Not Found - HTTP status codes", URL),
        ("404 Not Found - Wikipedia", URL),
        ("Page not found | Troubleshooting", URL),
        ("Nothing found - A novel by Jane", URL),
        ("Not found | A poem", URL),
        ("Oops! | Songs", "https://a.example/songs/oops"),
        ("Account suspended | Help", "https://a.example/help/account-suspended"),
        ("Seite nicht gefunden | Filme", "https://a.example/filme/seite-nicht-gefunden"),
        ("ページが見つかりません", "https://a.example/wiki/ページが見つかりません"),
        ("User not found", "https://a.example/errors/12"),
        ("Page not found", "https://a.example/docs/status-codes"),
    ],
)
def test_a_title_about_something_is_no_error(title: str, asked: str) -> None:
    assert not is_not_found_title(title, asked)


@pytest.mark.parametrize("title", ["404 - Acme", "Not Found | Acme", "Oops!", "HTTP 404"])
@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("", True),
        ("Go to the start.", True),
        ("The page you are looking for has moved, or you mistyped its address.", True),
        ("On time. Gate 12, boards at 14:05, and lands at 16:20 in hall B.", False),
    ],
)
def test_words_that_may_be_a_name_need_to_be_confirmed(
    title: str, opening: str, expected: bool
) -> None:
    """A flight is called 404, a novel "Not found", a picture book "Oops!"."""
    assert is_not_found_title(title, URL, opening=f"{title} {opening}") is expected


def test_an_address_at_the_end_may_have_the_words_of_the_title() -> None:
    """`/q/4712` leads to the question that is called so."""
    final = "https://a.example/questions/4712/page-not-found"

    assert not is_not_found_title("Page not found - Ask", "https://a.example/q/4712", final=final)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Information. The requested topic does not exist.", URL, True),
        ("The requested topic does not exist in our shop, but in theirs.", URL, False),
        ("404 - Flight status On time.", URL, False),
        ("Page not found.", "https://a.example/errors/12", False),
    ],
)
def test_only_a_whole_sentence_states_it(text: str, asked: str, expected: bool) -> None:
    assert has_not_found_sentence(text, asked) is expected


class _NeverSearched(str):
    """Text in which nothing may be looked for."""

    __slots__ = ()

    def replace(self, *_: object, **__: object) -> str:
        raise AssertionError("to search the opening takes longer than all the rest")


def test_the_opening_is_only_searched_to_confirm_a_title() -> None:
    """It took a fifth of a run's processor time, and hardly a title needs it."""
    opening = _NeverSearched("We could not find the page. " * 10)

    assert not is_not_found_title("Deploy a service - Docs", URL, opening=opening)
    assert is_not_found_title("Page not found - Docs", URL, opening=opening)
    with pytest.raises(AssertionError):
        is_not_found_title("Oops! - Docs", URL, opening=opening)
