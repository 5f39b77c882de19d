"""The commands, a file each: `run(call)` carries one out and returns its exit code."""
