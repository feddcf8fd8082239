"""How a declaration is decided: states, routes, decisions and worklists.

Imports from ``register`` only. What is pure (transitions, routes) is a table or a function
without a database; what is not takes its transaction and the present moment, and never commits.
"""
