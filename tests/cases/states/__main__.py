"""`python -m tests.cases.states`: make the file of each version of the schema that has none."""

from linkaudit.store.schema import VERSION
from tests.cases.states import make, place

if __name__ == "__main__":
    for version in range(1, VERSION + 1):
        if not place(version).exists():
            make(version)
