"""Tables 1, 2 and 3 that were written out, filled in by a department, and come back."""
