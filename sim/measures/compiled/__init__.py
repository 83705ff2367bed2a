"""Kernels of the measures, in Numba: one sweep over the log, then one over the cases, the people and the lists.

Each module has the name of the module of measures that calls it and says there what the figures mean. Rules are not
written again: ``compiling`` compiles the functions of ``sim.domain``. Importing this package compiles nothing.
"""
