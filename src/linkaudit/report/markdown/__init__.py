"""The Markdown report, and the comment and job summary made like it."""
