"""Whatever stands in a file that somebody hands in: it is played, or it is refused in words."""
