"""Pictures of results, all of one look: each a function from figures to a Matplotlib figure, and one that saves."""
