"""A board in the browser of this machine: `duiqi serve`."""
