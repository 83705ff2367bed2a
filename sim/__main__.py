"""``python -m sim``: the same as ``direktsim``."""

from sim.cli import main

if __name__ == "__main__":
    main()
