"""The scripts that teach a shell to complete the command line; each asks the program at every Tab."""
