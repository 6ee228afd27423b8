"""Services and pages that were renamed, retired or superseded."""
