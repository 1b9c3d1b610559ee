import { type Access, quoted, type Runner, start } from './recipes-ci.ts'
import type { Recipe, Subject } from './recipe-list.ts'

/** How each system deploys the version in `event["version"]`, as a list of words in Python. */
const deploying: Record<Runner, { words: string; note: string }> = {
  shell: { words: '["./deploy.sh", event["version"]]', note: 'runs deploy.sh with its number' },
  github: {
    words: '["gh", "workflow", "run", "deploy.yml", "--field", f"version={event[\'version\']}"]',
    note: 'starts the workflow deploy.yml with its number (GH_TOKEN and GH_REPO are those of the GitHub CLI)',
  },
  gitlab: {
    words:
      '["curl", "-fsS", "-F", f"token={os.environ[\'TRIGGER_TOKEN\']}", "-F", "ref=main",\n         "-F", f"variables[VERSION]={event[\'version\']}", os.environ["TRIGGER_URL"]]',
    note: 'starts a pipeline with its number in VERSION (TRIGGER_URL and TRIGGER_TOKEN are those of a pipeline trigger)',
  },
}

/** Where the shell fills in a variable. */
const FILLED = '<variable>'

/** A receiver of webhooks that deploys each version of the model that enters Production. */
export function webhookRecipe({ trackingUri, name }: Subject, runner: Runner, access: Access): Recipe {
  const { words, note } = deploying[runner]
  const asked = JSON.stringify({
    model_name: name,
    events: ['MODEL_VERSION_TRANSITIONED_TO_PRODUCTION'],
    http_url_spec: { url: FILLED, secret: FILLED },
  })
  const [before = '', between = '', after = ''] = asked.split(FILLED)
  return {
    title: 'Deploy on webhook',
    note: `Reports each move to Production to WEBHOOK_URL, the address of this receiver, which checks the signature with WEBHOOK_SECRET and ${note}. This needs CAN_MANAGE on the model.`,
    code: `${start(trackingUri, access)}
call -H 'Content-Type: application/json' \\
  -d ${quoted(before)}"$WEBHOOK_URL"${quoted(between)}"$WEBHOOK_SECRET"${quoted(after)} \\
  "$api/registry-webhooks/create" > /dev/null
exec python3 -u - <<'EOF'
import hashlib
import hmac
import json
import os
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(os.environ["WEBHOOK_SECRET"].encode(), body, hashlib.sha256)
        if not hmac.compare_digest(expected.hexdigest(), self.headers.get("X-Databricks-Signature", "")):
            return self.send_error(401)
        event = json.loads(body)
        # After a failure, the server sends it again.
        done = subprocess.run(${words})
        self.send_response(500 if done.returncode else 204)
        self.end_headers()


HTTPServer(("", 8000), Receiver).serve_forever()
EOF`,
    what: 'deploy on webhook',
  }
}
