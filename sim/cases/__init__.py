"""Synthetic and recorded patients with every draw they will ever need, before the clock starts."""
