"""Scenarios: the file format, loading, checks, and laying a scenario out as a PlanTable."""
