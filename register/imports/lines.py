"""The line of managers: who stands above whom, and where a list of it goes wrong."""

from collections.abc import Mapping, Sequence


def cycles(manager_of: Mapping[str, str | None]) -> Sequence[Sequence[str]]:
    """Give every circle in the line of managers, each as the staff numbers along it.

    Args:
        manager_of: the manager's staff number of everybody, by staff number.
    """
    found: list[Sequence[str]] = []
    done: set[str] = set()
    for start in manager_of:
        path: dict[str, int] = {}
        number: str | None = start
        while number is not None and number not in done and number not in path:
            path[number] = len(path)
            number = manager_of.get(number)
        if number is not None and number in path:
            found.append(list(path)[path[number] :])
        done.update(path)
    return found
