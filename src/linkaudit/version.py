"""Which linkaudit this is, as its own metadata says."""

from importlib.metadata import version

VERSION = version("linkaudit")
