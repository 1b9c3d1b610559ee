"""Walks through the review calls of the unmodified databricks-sdk, with what each must answer.

usage: python databricks_walk.py SERVER MODEL [TOKEN TOKEN]
MODEL has four versions. The tokens are those of ines and mira; without them, both are unknown.
"""

import os
import sys

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, DatabricksError, NotFound, ResourceConflict
from databricks.sdk.service import ml
from databricks_refused import refused

server, name, *tokens = sys.argv[1:]
people = ("ines", "mira") if tokens else ("unknown", "unknown")
os.environ["DATABRICKS_HOST"] = server


def signed_in(token):
    os.environ["DATABRICKS_TOKEN"] = token
    return WorkspaceClient().model_registry


ines, mira = (signed_in(token) for token in tokens or ["x", "x"])

model = ines.get_model(name).registered_model_databricks
assert model.name == name and model.permission_level, model

# Create, list.
asked = ines.create_transition_request(name, "1", "Staging", comment="Please.").request
assert (asked.user_id, asked.to_stage, asked.comment) == (people[0], "Staging", "Please."), asked
assert ml.ActivityAction.CANCEL_TRANSITION_REQUEST in (asked.available_actions or []), asked
again = ines.create_transition_request(name, "1", "Staging").request
assert again.creation_timestamp == asked.creation_timestamp, again
assert [it.to_stage for it in ines.list_transition_requests(name, "1")] == ["Staging"]
assert list(ines.list_transition_requests(name, "2")) == []

# Approve: the version moves, and the other in that stage is archived.
approved = mira.approve_transition_request(name, "1", "Staging", False, comment="Good.").activity
assert (approved.activity_type, approved.user_id) == (ml.ActivityType.APPROVED_REQUEST, people[1]), approved
assert f"approved by {people[1]} at" in refused(
    ResourceConflict, mira.approve_transition_request, name, "1", "Staging", False
)
ines.create_transition_request(name, "2", "Staging")
mira.approve_transition_request(name, "2", "Staging", True)
stages = {it.version: it.current_stage for it in ines.search_model_versions(filter=f"name='{name}'")}
assert (stages["1"], stages["2"]) == ("Archived", "Staging"), stages

# Reject, delete.
ines.create_transition_request(name, "3", "Production")
rejected = mira.reject_transition_request(name, "3", "Production", comment="Not yet.").activity
assert (rejected.activity_type, rejected.comment) == (ml.ActivityType.REJECTED_REQUEST, "Not yet."), rejected
assert f"rejected by {people[1]} at" in refused(
    ResourceConflict, mira.reject_transition_request, name, "3", "Production"
)
ines.create_transition_request(name, "3", "Production")
refused(DatabricksError, ines.delete_transition_request, name, "3", "Production", "somebody else")
withdrawn = ines.delete_transition_request(name, "3", "Production", people[0], comment="Later.").activity
assert withdrawn.activity_type == ml.ActivityType.CANCELLED_REQUEST, withdrawn
assert list(ines.list_transition_requests(name, "3")) == []

# An alias alone: `stage` is the alias with its @.
ines.create_transition_request(name, "3", "@champion")
assert [it.to_stage for it in ines.list_transition_requests(name, "3")] == ["@champion"]
mira.approve_transition_request(name, "3", "@champion", False)
assert f"approved by {people[1]} at" in refused(
    ResourceConflict, mira.approve_transition_request, name, "3", "@champion", False
)
ines.create_transition_request(name, "1", "@champion")
mira.reject_transition_request(name, "1", "@champion")
ines.create_transition_request(name, "1", "@champion")
ines.delete_transition_request(name, "1", "@champion", people[0])
assert list(ines.list_transition_requests(name, "1")) == []

# Comments.
said = ines.create_comment(name, "3", "How is it on holidays?").comment
assert said.user_id == people[0] and ml.CommentActivityAction.EDIT_COMMENT in said.available_actions, said
changed = ines.update_comment(said.id, "How is it on Sundays?").comment
assert (changed.id, changed.comment) == (said.id, "How is it on Sundays?"), changed
if tokens:
    refused(DatabricksError, mira.update_comment, said.id, "Mine now.")
    refused(DatabricksError, mira.delete_comment, said.id)
ines.delete_comment(said.id)
refused(NotFound, ines.update_comment, said.id, "Once more.")

# A move closes the requests for its stage.
ines.create_transition_request(name, "4", "Production")
moved = mira.transition_stage(name, "4", "Production", False, comment="Now.").model_version_databricks
assert (moved.current_stage, list(moved.open_requests or [])) == ("Production", []), moved
assert list(ines.list_transition_requests(name, "4")) == []

# Permissions are those of accounts.
if tokens:
    levels = [it.permission_level for it in ines.get_permission_levels(model.id).permission_levels]
    assert levels == [
        ml.RegisteredModelPermissionLevel(f"CAN_{word}")
        for word in ("READ", "EDIT", "MANAGE_STAGING_VERSIONS", "MANAGE_PRODUCTION_VERSIONS", "MANAGE")
    ], levels
    edit = ml.RegisteredModelPermissionLevel.CAN_EDIT
    entry = ml.RegisteredModelAccessControlRequest(user_name="mira", permission_level=edit)

    def held(permissions):
        return {it.user_name: it.all_permissions[0].permission_level.value for it in permissions.access_control_list}

    for give in (ines.update_permissions, ines.set_permissions):
        assert held(give(model.id, access_control_list=[entry])) == {"ines": "CAN_MANAGE", "mira": "CAN_EDIT"}
    assert held(ines.set_permissions(model.id)) == {"ines": "CAN_MANAGE"}
    assert held(ines.get_permissions(model.id)) == {"ines": "CAN_MANAGE"}
else:
    refused(NotFound, ines.get_permissions, model.id)

refused(BadRequest, ines.create_transition_request, name, "4", "Elsewhere")
refused(NotFound, ines.create_transition_request, name, "99", "Staging")
refused(NotFound, ines.get_model, f"not {name}")
print("whole")
