"""To the chat group: what is sent is seen before, and what did not arrive can be decided about."""
