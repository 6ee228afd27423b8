"""The tests. Nothing here sleeps, leaves the machine or depends on the order of running."""
