"""Stage 3's wizard: the update round."""
