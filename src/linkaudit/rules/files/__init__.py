"""Links to files of the checked folder."""
