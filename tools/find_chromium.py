"""Finds Chromium."""


def chromium_path() -> str:
    """Give it."""
    return "/usr/bin/chromium"
