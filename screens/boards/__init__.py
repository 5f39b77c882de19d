"""The boards of a team's server that a person may open."""
