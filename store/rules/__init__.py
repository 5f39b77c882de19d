"""Rules of the method: pure functions, the clock handed in."""
