"""The recommendation in plain Python: one module for each of its headings, integers in and integers out.

The functions decide single questions; who asks them, and when, is the business of the rooms above. What an engine asks
is written so that a compiler for plain loops over integers can take it as it stands: no dicts, no strings, no classes.
Every public function names the rules it builds; ``sim.domain.rules`` lists them all.
"""
