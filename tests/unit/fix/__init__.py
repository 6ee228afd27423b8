"""What is wished of a document, and the text that comes of it."""
