"""A report to text: `FORMATS` by name, one file or folder a format."""

from linkaudit.report.formats import FORMATS as FORMATS
from linkaudit.report.formats import Format as Format
from linkaudit.report.formats import RenderOptions as RenderOptions
