"""Fragments as Chromium takes them: pages, what it did with each, and what an audit says.

`python -m tests.fragments` asks Chromium again and writes `chromium.json`.
"""
