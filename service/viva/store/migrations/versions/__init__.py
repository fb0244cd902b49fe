"""One module a step; the schema only goes forward, and a copy is the way back."""
