"""The demo organisation: invented people, suppliers and three years of declarations.

Imports from ``reports``, ``workflows`` and ``register``; never from ``web``. All that is told here
is made up, and dated relative to the day on which it is told.
"""
