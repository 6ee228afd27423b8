"""What strangers may try, in the order of docs/security.md: each test names its section there."""
