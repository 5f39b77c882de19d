"""The frame of the wizards of stages 1 and 2: steps with a spine, each a page of its own."""
