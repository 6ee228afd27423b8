"""The day on which an article says that it was published."""

from datetime import date

import pytest

from linkaudit.extract.source import published
from tests.builders import document


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ndate: 2023-01-05\n---\n", date(2023, 1, 5)),
        ("---\ntitle: x\ndate: '2023-01-05'\n---\n", date(2023, 1, 5)),
        ('---\ndate: "2023-01-05"\n---\n', date(2023, 1, 5)),
        ("---\r\ndate: 2023-01-05T09:00:00Z\r\n---\r\n", date(2023, 1, 5)),
        ("---\ndate: 2023-01-05\n---", date(2023, 1, 5)),
        ("+++\ndate = 2023-01-05\n+++\n", date(2023, 1, 5)),
        ("---\npublished: 2023-01-05\n---\n", date(2023, 1, 5)),
        ("+++\npublishDate = 2023-01-05\n+++\n", date(2023, 1, 5)),
        ("---\ndate: 2023-13-05\n---\n", None),
        ("---\ndate: yesterday\n---\n", None),
        ("---\nupdate: 2023-01-05\n---\n", None),
        ("---\nseries:\n  date: 2023-01-05\n---\n", None),
        ("---\ntitle: x\n---\n\ndate: 2023-01-05\n", None),
        ("---\ndate: 2023-01-05\n", None),
        ("date: 2023-01-05\n", None),
        ("", None),
    ],
)
def test_the_date_is_that_of_the_front_matter_if_it_is_a_day(text: str, day: date | None) -> None:
    """Jekyll and Hugo: `date` in YAML between `---`, in TOML between `+++`."""
    assert published(document(text)) == day
