"""Sites that are made from Markdown: by which generator, and which addresses it gives to what."""
