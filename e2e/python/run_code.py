"""Runs the code in the first argument as if pasted, and prints the resulting `predictions`."""

import sys

scope = {}
exec(sys.argv[1], scope)
print([round(float(value), 6) for value in scope["predictions"]])
