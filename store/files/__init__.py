"""Documents as files: in which form, under which name, and put in place whole or not at all."""
