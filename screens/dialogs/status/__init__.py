"""What is told of a task, and what is asked for it: forms that stand in a dialog or on a page of a wizard."""
