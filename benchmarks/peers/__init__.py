"""The same work for several simulators: one pool, four people, five priorities, and waits that are known by theory.

Cases come at random times (exponential, mean 2.94 minutes) and are worked on for exponential times of mean 10 minutes
by whichever of four people is free; the most urgent goes first, among equals whoever came first, and work in hand is
not broken off. Each module has a ``play(cases, seed)`` that draws its own random numbers and returns every wait.
"""
