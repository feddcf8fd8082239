"""What stands around the register: setting up a machine, pinning packages, servers to test on.

Runs before anything is installed, hence on Python's standard library alone.
"""
