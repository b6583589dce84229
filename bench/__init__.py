"""Measures crisis beside other tools, and writes docs/performance.md: ``make bench``.

It is no test, and no test times the clock.
"""
