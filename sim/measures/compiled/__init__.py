"""What measures work out row by row, in Numba.

Importing this package compiles nothing. The first measure of a new version does; what it makes is kept on disk.
"""
