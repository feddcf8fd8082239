"""What goes out: the register as a list, the Excel register, and what stood at a moment.

Everything here only reads. It is built on the frozen rows of the register, so that a report of a
moment in the past says the same today and next year.
"""
