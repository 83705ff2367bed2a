"""What is printed: runs, comparisons, checks and registers, in words and tables that a unit head can read."""
