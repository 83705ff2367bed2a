"""direktsim: try a roster for the digital channel 1177 direkt on synthetic patients."""
