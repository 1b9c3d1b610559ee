"""The AuthServiceClient of 3.17."""

from auth_users import *  # noqa: F403
from auth_users import ADMIN, PASSWORD, auth, new_user, refused, signed_in, start, things


def kinds(server):
    experiment, model = things(server)
    return (("experiment", experiment), ("registered_model", model))


def test_grant_get_and_revoke(server):
    client, name, other = auth(server), new_user(server), new_user(server)
    for on in kinds(server):
        refused(lambda: client.grant_user_permission(name, *on, "READ"), "UNAUTHENTICATED")
        with signed_in(other, PASSWORD):
            refused(lambda: client.grant_user_permission(name, *on, "READ"), "PERMISSION_DENIED")
            refused(lambda: client.get_user_permission(name, *on), "PERMISSION_DENIED")
        with signed_in(*ADMIN):
            for permission, allowed in (("READ", False), ("EDIT", True), ("MANAGE", True), ("DENY", False)):
                client.grant_user_permission(name, *on, permission)
                refused(lambda: client.grant_user_permission(name, *on, permission), "RESOURCE_ALREADY_EXISTS")
                found = client.get_user_permission(name, *on)
                # On an experiment that is open to all, READ adds nothing to EDIT.
                if (permission, on[0]) != ("READ", "experiment"):
                    assert (found.permission, found.allowed) == (permission, allowed)
                client.revoke_user_permission(name, *on)
            refused(lambda: client.revoke_user_permission(name, *on), "RESOURCE_DOES_NOT_EXIST")
            assert client.get_user_permission(ADMIN[0], *on).permission == "MANAGE"
            refused(lambda: client.grant_user_permission("nobody", *on, "READ"), "RESOURCE_DOES_NOT_EXIST")
        with signed_in(name, PASSWORD):
            client.get_user_permission(name, *on)
            refused(lambda: client.revoke_user_permission(other, *on), "PERMISSION_DENIED")


def test_deny_hides(server):
    client, name = auth(server), new_user(server)
    experiment, model = things(server)
    with signed_in(*ADMIN):
        client.grant_user_permission(name, "registered_model", model, "DENY")
    with signed_in(name, PASSWORD):
        refused(lambda: start(server).get_registered_model(model), "RESOURCE_DOES_NOT_EXIST")
        assert client.get_user_permission(name, "registered_model", model).allowed is False
        # In MLflow too, what does not exist is answered instead of refused.
        assert client.get_user_permission(name, "experiment", "987654").allowed is False


def test_what_is_missing_here(server):
    client, name = auth(server), new_user(server)
    experiment, _ = things(server)
    with signed_in(*ADMIN):
        refused(lambda: client.grant_user_permission(name, "experiment", experiment, "USE"), "RESOURCE_DOES_NOT_EXIST")
        refused(lambda: client.grant_user_permission(name, "experiment", experiment, "FOO"), "INVALID_PARAMETER_VALUE")
        refused(lambda: client.get_user_permission(name, "run", "1"), "INVALID_PARAMETER_VALUE")
        refused(lambda: client.get_user_permission(name, "workspace", "1"), "INVALID_PARAMETER_VALUE")
        refused(lambda: client.list_roles("default"), "ENDPOINT_NOT_FOUND")
        refused(lambda: client.create_role("default", "role"), "ENDPOINT_NOT_FOUND")
