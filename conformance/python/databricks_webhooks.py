"""Walks through the webhook calls of the unmodified databricks-sdk, with what each must answer.

usage: python databricks_webhooks.py SERVER RECEIVER MODEL
RECEIVER answers 200 “ok”. MODEL has a version.
"""

import sys

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound
from databricks.sdk.service import ml
from databricks_refused import refused

server, receiver, name = sys.argv[1:]
registry = WorkspaceClient(host=server, token="x", auth_type="pat").model_registry
Event, Status = ml.RegistryWebhookEvent, ml.RegistryWebhookStatus
spec = ml.HttpUrlSpec(url=receiver, secret="plum", authorization="Bearer pear")

# Create, list.
created = registry.create_webhook(
    [Event.MODEL_VERSION_TRANSITIONED_STAGE, Event.COMMENT_CREATED],
    description="deploy",
    http_url_spec=spec,
    model_name=name,
).webhook
assert created.http_url_spec.url == receiver and created.http_url_spec.enable_ssl_verification, created
assert (created.model_name, created.status, created.description) == (name, Status.ACTIVE, "deploy"), created
for_all = registry.create_webhook([Event.REGISTERED_MODEL_CREATED], http_url_spec=spec, status=Status.TEST_MODE).webhook
assert for_all.model_name is None and for_all.status == Status.TEST_MODE, for_all
listed = {webhook.id for webhook in registry.list_webhooks(max_results=1)}  # in pages
assert listed == {created.id, for_all.id}, listed
assert [webhook.id for webhook in registry.list_webhooks(model_name=name)] == [created.id]
assert [webhook.id for webhook in registry.list_webhooks(events=[Event.REGISTERED_MODEL_CREATED])] == [for_all.id]

# Jobs, and certificates that are not checked.
job = ml.JobSpec(job_id="1", access_token="t")
assert "job_spec" in refused(BadRequest, registry.create_webhook, [Event.COMMENT_CREATED], job_spec=job)
unchecked = ml.HttpUrlSpec(url=receiver, enable_ssl_verification=False)
assert "enable_ssl_verification" in refused(
    BadRequest, registry.create_webhook, [Event.COMMENT_CREATED], http_url_spec=unchecked
)
private = ml.HttpUrlSpec(url="https://192.168.0.1/")
assert "192.168.0.1" in refused(BadRequest, registry.create_webhook, [Event.COMMENT_CREATED], http_url_spec=private)
refused(NotFound, registry.create_webhook, [Event.COMMENT_CREATED], http_url_spec=spec, model_name="nowhere")

# Test.
for event in (None, Event.COMMENT_CREATED):
    tested = registry.test_registry_webhook(created.id, event=event)
    assert (tested.status_code, tested.body) == (200, "ok"), tested

# Update, and what happens.
updated = registry.update_webhook(created.id, events=[Event.MODEL_VERSION_TRANSITIONED_TO_STAGING]).webhook
assert updated.events == [Event.MODEL_VERSION_TRANSITIONED_TO_STAGING], updated
assert updated.http_url_spec.url == receiver and updated.description == "deploy", updated
registry.create_comment(name, "1", "not told")
registry.transition_stage(name, "1", "Staging", False, comment="go")

# Delete.
registry.delete_webhook(for_all.id)
assert [webhook.id for webhook in registry.list_webhooks()] == [created.id]
for call in (registry.delete_webhook, registry.update_webhook, registry.test_registry_webhook):
    assert for_all.id in refused(NotFound, call, for_all.id)

print("whole")
