"""`python -m linkaudit`: the same as the command `linkaudit`."""

import sys

from linkaudit.cli import main

if __name__ == "__main__":
    sys.exit(main())
