"""The recommendation in plain Python: one module per heading, integers and strings in, integers out."""
