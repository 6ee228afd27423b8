"""Made-up hostile texts by the thousand: what holds for each of them, not only that none raises.

Every run tries few and always the same. FUZZ_EXAMPLES=10000 tries as many new ones; see
CONTRIBUTING.md.
"""

import os

from hypothesis import HealthCheck, settings

_ASKED_FOR = os.environ.get("FUZZ_EXAMPLES")

EXAMPLES = settings(
    max_examples=int(_ASKED_FOR or 40),
    derandomize=_ASKED_FOR is None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # how quick, other tests measure
)
