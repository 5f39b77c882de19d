"""Who works together on this board: departments, their heads, their people."""
