"""The desk of the tests of the workflows, to fill the tables as the register itself does."""

from tests.workflows.conftest import desk

__all__ = ["desk"]
