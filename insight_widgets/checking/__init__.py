"""Limits that a report has to hold, and how two reports differ."""
