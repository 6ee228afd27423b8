"""Titles by which a missing page gives itself away, and titles of works and articles."""

from __future__ import annotations

import pytest

from linkaudit.judge.missing import says_missing

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
    assert says_missing(title, URL)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Acme", URL),
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
    assert not says_missing(title, asked)
