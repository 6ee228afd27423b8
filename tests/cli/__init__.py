"""The command line in this process: exit status, standard output, standard error."""
