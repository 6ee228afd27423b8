"""`python -m tests.golden`: rewrite the expected files."""

from __future__ import annotations

from tests.golden import EXPECTED, HERE, make_report


def main() -> None:
    for name, render in EXPECTED.items():
        (HERE / name).write_text(render(make_report()), encoding="utf-8", newline="")
        print(f"wrote tests/golden/{name}")


if __name__ == "__main__":
    main()
