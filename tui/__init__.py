"""The program: command line, app, themes, keys, terminal. Nobody imports it."""
