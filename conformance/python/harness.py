"""Prints the names of a module's test_* functions, runs them in the order written and prints one JSON line for each.

usage: python harness.py MODULE SERVER
A test function takes the server's URL. Nothing here knows which server it is.
"""

import importlib
import json
import sys
import time
import traceback
import warnings

warnings.filterwarnings("ignore")
module, server = importlib.import_module(sys.argv[1]), sys.argv[2]
tests = {name: test for name, test in vars(module).items() if name.startswith("test_")}
print("\nTESTS " + json.dumps(list(tests)), flush=True)
for name, test in tests.items():
    started = time.monotonic()
    try:
        test(server)
        error = None
    except Exception:
        error = traceback.format_exc()
    print("\nRESULT " + json.dumps({"name": name, "error": error, "seconds": round(time.monotonic() - started, 2)}), flush=True)
