"""Screens with a task or an issue at hand, and the boards of them."""
