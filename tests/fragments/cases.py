"""All cases, whatever they are about."""

from tests.fragments.case import Case as Case
from tests.fragments.heading_cases import HEADINGS
from tests.fragments.shell_cases import SHELLS
from tests.fragments.state_cases import STATES
from tests.fragments.text_cases import TEXTS

CASES = (*STATES, *HEADINGS, *SHELLS, *TEXTS)
