"""What goes to the team's chat group: over which channel, in which parts, and what became of it (DOMAIN.md
stage 3.5). What a message says is written in `store/documents`; here it is sent, or waits."""
