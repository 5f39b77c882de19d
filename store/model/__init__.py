"""The records of a board, validated at the door, and the state made of them."""
