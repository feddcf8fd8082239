"""The command ``register``: one module a group of commands.

A command ends with 0 when it did what was asked, 1 when it was refused with a clear reason on the
standard error, and 2 when it was used wrongly.
"""
