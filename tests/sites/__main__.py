"""`python -m tests.sites FOLDER [NAME…]`: build the sites, and keep what their links lead to."""

import sys
from pathlib import Path

from tests.sites.build import BUILDS, install, keep

if len(sys.argv) < 2:
    sys.exit(f"{__doc__}\nFOLDER is where the generators are, or will be installed.")
tools = Path(sys.argv[1]).absolute()
install(tools)
for one in sys.argv[2:] or BUILDS:
    keep(one, tools)
