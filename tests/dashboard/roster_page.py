"""The roster page by itself, as `AppTest` runs it: the frame's navigation cannot be told which page to open."""

from sim.dashboard.pages import roster

roster.show()
