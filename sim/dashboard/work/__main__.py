"""``python -m sim.dashboard.work STORE PLACE [IDLE]``: a process that plays assignments."""

import signal
import sys
from pathlib import Path

from sim.dashboard.work.player import main

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal of the dashboard is not meant for it
    main(Path(sys.argv[1]), int(sys.argv[2]), *(float(one) for one in sys.argv[3:4]))
