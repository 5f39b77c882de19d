"""Files that come in: choosing one, what its columns mean, who is new, what it changes, minutes."""
