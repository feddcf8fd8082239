"""What was frozen before a column came still fits its digest."""

from register.decisions import Task
from register.frozen import digest


def test_a_column_that_came_later_changes_no_digest_while_it_holds_what_older_rows_got() -> None:
    step = {"id": 7, "reason": "Akkoord."}
    assert digest({**step, "task": Task.DECIDE}) == digest(step)
    assert digest({**step, "task": "besluit"}) == digest(step)
    assert digest({**step, "task": Task.ADVISE}) != digest(step)
