"""What stands in front of a screen for a moment: a question, a choice, a form."""
