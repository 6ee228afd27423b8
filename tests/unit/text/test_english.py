"""Whether a text is English."""

from __future__ import annotations

import pytest

from linkaudit.text.english import is_english


@pytest.mark.parametrize(
    "text",
    [
        "The server runs on a machine in the cellar.",
        "- Python 3.6\n- PostgreSQL 9.6\n",
        "",
        "Use it — “as is” — with the 1.0 → 2.0 guide… ✓ ✓ ✓",
        "The café serves crème brûlée to the señor in Zürich.",
    ],
)
def test_english_or_nothing_that_speaks_against_it(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Server ist auf dem Rechner und läuft mit Python 3.6.",
        "Le serveur est dans la cave avec les autres.",
        "El servidor está en la casa con los otros.",
        "Сервер работает в подвале.",
        "服务器使用 Python 3.6 运行。",
        "サーバーは Python 3.6 で動きます。",
        "서버는 Python 3.6에서 실행됩니다.",
    ],
)
def test_other_languages(text: str) -> None:
    assert not is_english(text)
