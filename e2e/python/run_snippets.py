"""Runs each snippet of a JSON list, as somebody who pasted it, and prints the traceback of each that fails.

usage: python run_snippets.py FILE
"""

import json
import sys
import traceback
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
failed = 0
for snippet in json.loads(Path(sys.argv[1]).read_text()):
    scope = {}
    try:
        exec(snippet, scope)
        if "predictions" in snippet:
            assert len(scope["predictions"]) > 0
    except Exception:
        failed += 1
        print(f"{snippet}\n\n{traceback.format_exc()}", file=sys.stderr)
sys.exit(failed)
