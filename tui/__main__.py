"""`python -m tui` is `duiqi`."""

from tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
