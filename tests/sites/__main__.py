"""`python -m tests.sites FOLDER [NAME…]`: build the sites, and keep what their links lead to."""

import sys
from pathlib import Path

from tests.sites.build import BUILDS, keep

for one in sys.argv[2:] or BUILDS:
    keep(one, Path(sys.argv[1]))
