"""What was found, put into the documents: new destinations, and nothing else touched."""
