"""The dashboard: ``direktsim dashboard`` starts it. Declares the pages and nothing else."""

from sim.dashboard.frame import router

if __name__ == "__main__":  # processes that play begin by importing this file
    router()
