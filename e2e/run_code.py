"""Runs the code given as first argument, as somebody who pasted it, and prints what `predictions` came to."""

import sys

scope = {}
exec(sys.argv[1], scope)
print([round(float(value), 6) for value in scope["predictions"]])
