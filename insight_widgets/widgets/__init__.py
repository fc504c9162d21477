"""Thin widgets over a `Report`."""
