"""How links are written: references, definitions and suppression comments."""
