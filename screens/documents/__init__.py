"""The documents of an initiative: read on the screen, then saved as a file."""
