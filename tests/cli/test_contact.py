"""`--contact`: who runs the audit, told to every server."""

from pathlib import Path

import pytest

from linkaudit.cli import main
from linkaudit.errors import SettingError
from linkaudit.settings.read import settings_of_keywords


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://a.example/robot?page=1",
        "http://a.example:8080",
        "mailto:me+links@mail.a.example",
    ],
)
def test_a_page_or_a_mail_address_is_a_contact(text: str) -> None:
    assert settings_of_keywords({"contact": text}).contact == text


@pytest.mark.parametrize(
    "text",
    [
        "a.example",
        "me@a.example",
        "ftp://a.example/",
        "javascript:alert(1)",
        "https://",
        "https:///robot",
        "https://a..example/",
        "https://a.example:99999/",
        "https://a.example/ or so",
        "https://a.example/) curl/8.0 (",
        "https://a.example/\r\nX: y",
        "https://bücher.example/",
        "https://a.example/" + "x" * 300,
        "mailto:",
        "mailto:me",
        "mailto:me@a.example?subject=x",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    """RFC 9110 §5.6.5: it stands in a comment of the User-Agent, and must not end it."""
    with pytest.raises(SettingError, match="contact"):
        settings_of_keywords({"contact": text})


@pytest.mark.parametrize(
    "text", ["https://me:hush@a.example/", "https://a.example/?token=hush&x=y"]
)
def test_a_secret_is_no_contact_and_is_not_shown(text: str) -> None:
    """HOSTILE B: it would go to every server."""
    with pytest.raises(SettingError) as caught:
        settings_of_keywords({"contact": text})

    assert "hush" not in str(caught.value)


def test_the_config_may_say_who_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("nothing")
    (tmp_path / "linkaudit.toml").write_text('contact = "https://a.example/robot"')

    assert main(["check", "a.md", "--no-report", "--no-state"]) == 0

    (tmp_path / "linkaudit.toml").write_text('contact = "me"')
    assert main(["check", "a.md", "--no-report", "--no-state"]) == 2
    assert "linkaudit.toml:1: 'contact' must be a page like" in capsys.readouterr().err
