"""Webhooks with the unmodified client. Prints what it was answered, without ids and times, as one JSON list.

    python webhooks.py TRACKING_URI RECEIVER_URL
"""

import json
import sys

from mlflow.entities.webhook import WebhookEvent, WebhookStatus
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient
from mlflow.webhooks.types import EVENT_TO_PAYLOAD_CLASS

client = MlflowClient(sys.argv[1], sys.argv[1])
receiver = sys.argv[2]
answers = []
every = [WebhookEvent(entity, action) for entity, action in EVENT_TO_PAYLOAD_CLASS]
version_created = WebhookEvent.from_str("model_version.created")


def plain(webhook):
    return {
        "name": webhook.name,
        "url": webhook.url.replace(receiver, "RECEIVER"),
        "description": webhook.description,
        "secret": webhook.secret,
        "status": str(webhook.status),
        "events": sorted(str(event) for event in webhook.events),
        "created": isinstance(webhook.creation_timestamp, int),
        "updated": webhook.last_updated_timestamp >= webhook.creation_timestamp,
    }


def ask(what, call):
    try:
        answers.append([what, call()])
    except MlflowException as error:
        # MLflow adds Python's own error to what it says of a URL that cannot be read.
        answers.append([what, error.error_code, str(error).replace(receiver, "RECEIVER").split(": ValueError(")[0]])


def create(name, **more):
    return client.create_webhook(name, f"{receiver}/{name}", **{"events": every, **more})


# Creating and reading
signed = create("signed", secret="lime")
quiet = create("quiet", status=WebhookStatus.DISABLED, description="é “quiet”")
one = create("one", events=[version_created])
for webhook in (signed, quiet, one):
    ask("created", lambda: plain(webhook))
    ask("got", lambda: plain(client.get_webhook(webhook.webhook_id)))
pages, token = [], None
for _ in range(3):
    page = client.list_webhooks(max_results=2, page_token=token)
    pages.append(sorted(webhook.name for webhook in page))
    token = page.token
    if not token:
        break
answers.append(["listed", [len(page) for page in pages], sorted(sum(pages, []))])

# What is refused
for name in ("", "-a", "a-", "a b", "x" * 64, "é", "ok.ok_ok-1"):
    ask(f"name {name}", lambda: plain(create(name, events=[version_created], status=WebhookStatus.DISABLED)))
for url in ("   ", "ftp://example.com", "file:///etc/passwd", "http://[invalid"):
    ask(f"url {url}", lambda: client.update_webhook(one.webhook_id, url=url))
for call in (client.get_webhook, client.delete_webhook, client.test_webhook):
    ask("nowhere", lambda: call("nonexistent"))
ask("nowhere", lambda: client.update_webhook("nonexistent", name="new-name"))
ask("too many", lambda: client.list_webhooks(max_results=1001))
ask("too few", lambda: client.list_webhooks(max_results=-1))

# Changing
ask("name only", lambda: plain(client.update_webhook(quiet.webhook_id, name="quieter")))
ask(
    "all of it",
    lambda: plain(
        client.update_webhook(
            quiet.webhook_id,
            name="quietest",
            url=f"{receiver}/elsewhere",
            description="",
            secret="plum",
            events=[version_created, WebhookEvent.from_str("registered_model.created")],
            status=WebhookStatus.DISABLED,
        )
    ),
)
changed = client.update_webhook(one.webhook_id, description="again")
answers.append(["later", changed.last_updated_timestamp > one.last_updated_timestamp])

# Tests of every event
for event in every:
    result = client.test_webhook(signed.webhook_id, event=event)
    answers.append([str(event), result.success, result.response_status, result.response_body, result.error_message])
result = client.test_webhook(one.webhook_id)
answers.append(["first event", result.success, result.response_status])

# What happens
name = "tide “é” \\ 1"
client.create_registered_model(name, tags={"team": "rides", "ü": 'a "b"\n\t\x7f'}, description="A model")
client.create_registered_model("bare")
client.create_model_version(name, "s3://bucket/model", tags={"a": "b"}, description="first")
client.create_model_version("bare", "s3://bucket/model")
client.set_model_version_tag(name, "1", "checked", "yes")
client.set_model_version_tag(name, "1", "empty", "")
client.delete_model_version_tag(name, "1", "checked")
client.set_registered_model_tag(name, "not", "told")
client.set_registered_model_alias(name, "champion", "1")
client.set_registered_model_alias(name, "champion", "1")
client.delete_registered_model_alias(name, "champion")
client.transition_model_version_stage(name, "1", "Production")
client.register_prompt("greeting", "Hello {{name}}!", commit_message="first", tags={"tone": "kind"})
client.set_prompt_tag("greeting", "team", "rides")
client.delete_prompt_tag("greeting", "team")
client.set_prompt_version_tag("greeting", "1", "n", "2")
client.delete_prompt_version_tag("greeting", "1", "n")
client.set_prompt_alias("greeting", "champion", 1)
client.delete_prompt_alias("greeting", "champion")

# Deleting
client.delete_webhook(quiet.webhook_id)
ask("deleted", lambda: client.get_webhook(quiet.webhook_id))
answers.append(["left", sorted(webhook.name for webhook in client.list_webhooks())])

print(json.dumps(answers).replace(signed.webhook_id, "ID").replace(quiet.webhook_id, "ID"))
