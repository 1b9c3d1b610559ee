"""The AuthServiceClient of 2.22. MLflow keeps permissions on things that do not exist; here they exist (docs/accounts.md §4)."""

from auth_users import *  # noqa: F403
from auth_users import ADMIN, PASSWORD, auth, new_user, refused, signed_in, start, things, unique


def kinds(server):
    client = auth(server)
    experiment, model = things(server)
    for kind, thing, label in (
        ("experiment", experiment, f"Experiment permission with experiment_id={experiment}"),
        ("registered_model", model, f"Registered model permission with name={model}"),
    ):
        yield [getattr(client, f"{verb}_{kind}_permission") for verb in ("create", "get", "update", "delete")], thing, label


def test_create_permission(server):
    name = new_user(server)
    for (create, *_), thing, _ in kinds(server):
        refused(lambda: create(thing, name, "READ"), "UNAUTHENTICATED")
        with signed_in(name, PASSWORD):
            refused(lambda: create(thing, name, "READ"), "PERMISSION_DENIED")
        with signed_in(*ADMIN):
            assert create(thing, name, "READ").permission == "READ"
            refused(lambda: create(thing, name, "READ"), "RESOURCE_ALREADY_EXISTS")
            refused(lambda: create(thing, name, "USE"), "INVALID_PARAMETER_VALUE", "Invalid permission 'USE'")
            refused(lambda: create(thing, "nobody", "READ"), "RESOURCE_DOES_NOT_EXIST", "User with username=nobody not found")


def test_get_permission(server):
    name = new_user(server)
    for (create, get, *_), thing, label in kinds(server):
        refused(lambda: get(thing, name), "UNAUTHENTICATED")
        with signed_in(name, PASSWORD):
            refused(lambda: get(thing, name), "PERMISSION_DENIED")
        with signed_in(*ADMIN):
            refused(lambda: get(thing, name), "RESOURCE_DOES_NOT_EXIST", f"{label} and username={name} not found")
            create(thing, name, "EDIT")
            assert get(thing, name).permission == "EDIT"
            assert get(thing, name).user_id == auth(server).get_user(name).id


def test_update_permission(server):
    name = new_user(server)
    for (create, get, update, _), thing, _ in kinds(server):
        refused(lambda: update(thing, name, "EDIT"), "UNAUTHENTICATED")
        with signed_in(*ADMIN):
            create(thing, name, "READ")
            for permission in ("EDIT", "MANAGE", "NO_PERMISSIONS", "READ"):
                update(thing, name, permission)
                assert get(thing, name).permission == permission
        with signed_in(name, PASSWORD):
            refused(lambda: update(thing, name, "EDIT"), "PERMISSION_DENIED")


def test_delete_permission(server):
    name = new_user(server)
    for (create, get, _, delete), thing, label in kinds(server):
        refused(lambda: delete(thing, name), "UNAUTHENTICATED")
        with signed_in(*ADMIN):
            create(thing, name, "READ")
        with signed_in(name, PASSWORD):
            refused(lambda: delete(thing, name), "PERMISSION_DENIED")
        with signed_in(*ADMIN):
            delete(thing, name)
            refused(lambda: get(thing, name), "RESOURCE_DOES_NOT_EXIST", f"{label} and username={name} not found")


def test_permissions_are_listed_with_the_user_and_decide(server):
    name = new_user(server)
    experiment, model = things(server)
    client = auth(server)
    with signed_in(*ADMIN):
        client.create_experiment_permission(experiment, name, "NO_PERMISSIONS")
        client.create_registered_model_permission(model, name, "EDIT")
        user = client.get_user(name)
        assert [(p.experiment_id, p.permission) for p in user.experiment_permissions] == [(experiment, "NO_PERMISSIONS")]
        assert [(p.name, p.permission) for p in user.registered_model_permissions] == [(model, "EDIT")]
    with signed_in(name, PASSWORD):
        # MLflow answers 403 to both.
        refused(lambda: start(server).get_experiment(experiment), "RESOURCE_DOES_NOT_EXIST")
        start(server).update_registered_model(model, "described")
        refused(lambda: start(server).delete_registered_model(model), "PERMISSION_DENIED")


def test_a_manager_gives_permissions(server):
    name, other = new_user(server), new_user(server)
    client = auth(server)
    with signed_in(name, PASSWORD):
        model = start(server).create_registered_model(unique("own")).name
        client.create_registered_model_permission(model, other, "MANAGE")
    with signed_in(other, PASSWORD):
        client.update_registered_model_permission(model, name, "READ")
        assert client.get_registered_model_permission(model, name).permission == "READ"
    with signed_in(name, PASSWORD):
        refused(lambda: client.delete_registered_model_permission(model, other), "PERMISSION_DENIED")
