"""Made-up hostile texts by the thousand: what holds for each of them, not only that none raises.

Every run tries few and always the same. FUZZ_EXAMPLES=10000 tries as many new ones; see
CONTRIBUTING.md. The rest of the profile is `tests/conftest.py`'s.
"""

import os

from hypothesis import settings

EXAMPLES = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "40")))
