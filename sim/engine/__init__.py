"""Engines: they play cases through a plan and write down what happens; no chance is left when they start.

An engine is ``run(plan, cases) -> EventLog`` and nothing else. ``reference`` is written to be read,
``compiled`` to be fast, and the logs of the two are equal row by row.
"""
