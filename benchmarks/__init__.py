"""Ratios that may not grow: ``make bench`` runs them all and says which is over its limit."""
