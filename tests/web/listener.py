"""Where the servers of the tests listen: on loopback, and nowhere else."""

LOOPBACK = "127.0.0.1"
