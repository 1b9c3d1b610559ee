"""Runs every test_* function of a module in the order written and prints one JSON line for each.

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
for name, test in list(vars(module).items()):
    if not name.startswith("test_"):
        continue
    started = time.monotonic()
    try:
        test(server)
        error = None
    except Exception:
        error = traceback.format_exc()
    print("\nRESULT " + json.dumps({"name": name, "error": error, "seconds": round(time.monotonic() - started, 2)}), flush=True)
