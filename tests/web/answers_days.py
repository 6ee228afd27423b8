"""`python -m tests.web.answers_days DAYS check …`: linkaudit as it will run in so many days.

The clock that dates a run is set forward; nothing waits.
"""

import sys
from datetime import UTC, datetime, timedelta

from linkaudit.audit import wire
from linkaudit.cli import main

if __name__ == "__main__":
    ahead = timedelta(days=int(sys.argv[1]))
    wire.now = lambda: datetime.now(UTC) + ahead
    sys.exit(main(sys.argv[2:]))
