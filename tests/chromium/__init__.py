"""What a real Chromium makes of encodings and content codings: asked once, kept as data.

`python -m tests.chromium` serves every case on loopback, asks Chromium (and Node for decoders), and
writes their answers with their versions into this folder. Tests compare our reading with them.
"""
