"""What newer sources say that the fact pack lacks: readers, a comparison, and candidates as TOML.

Only `linkaudit pack refresh` comes here; an audit imports none of it. Nothing is believed: a
person looks at each candidate.
"""
