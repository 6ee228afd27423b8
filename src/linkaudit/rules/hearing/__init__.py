"""What pages say of their own end, in any words: a grammar, and whose end it is."""
