"""The practice web: named hosts on loopback, over real sockets and real TLS.

It plays the hosts that the article links to, and one page for each verdict.
What it plays is an estimate of the live web, never a measurement of it.
"""
