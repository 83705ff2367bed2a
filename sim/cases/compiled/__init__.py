"""Drawing cases, in Numba: whatever is done case by case, stage by stage or turn by turn.

Each module has one function that Python calls and the name of the module in ``sim.cases`` that calls it; ``philox`` is
under all of them. Rules are not written again: ``compiling`` compiles the functions of ``sim.domain``. Distributions
stay with SciPy, on whole columns, so that the kernels hand out uniform numbers and take back minutes.

Importing this package compiles nothing. The first table that is drawn with a new version does.
"""
