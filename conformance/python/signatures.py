"""Whether MLflow accepts, for one signature, what was made for another: its own schema enforcement decides.

    python signatures.py FILE            prints the entries of FILE that MLflow answers otherwise, as a JSON list
    python signatures.py FILE --write    writes FILE anew

FILE is a JSON list of [part, columns before, columns after, accepted]; src/domain/changes/signature.test.ts reads it too.
"""

import copy
import datetime
import itertools
import json
import random
import sys

import numpy as np
import pandas as pd
from mlflow.models.utils import _enforce_params_schema, _enforce_schema
from mlflow.types import ParamSchema, Schema
from mlflow.types.schema import AnyType, Array, DataType, Map, Object

# What is hardest to take for another type: whole and broken numbers beyond the smaller types, words, bytes.
SCALARS = {
    "boolean": True,
    "integer": 2**30 + 1,
    "long": 2**53 + 1,
    "float": 1.5,
    "double": 1e300,
    "string": "rain",
    "binary": b"\xff\x00",
    "datetime": datetime.datetime(2026, 11, 28, 10, 4),
}


def example(type_, whole=True):
    """Data of a type, in Python's own types within lists and dictionaries; if not whole, without what is optional."""
    if isinstance(type_, DataType):
        value = SCALARS[type_.name]
        return type_.to_numpy().type(value) if type_.name in ("integer", "float", "long", "double") else value
    if isinstance(type_, Array):
        return [example(type_.dtype, whole)]
    if isinstance(type_, Map):
        return {"k": example(type_.value_type, whole)}
    if isinstance(type_, Object):
        return {prop.name: example(prop.dtype, whole) for prop in type_.properties if whole or prop.required}
    return "anything" if isinstance(type_, AnyType) else None


def series(type_, whole=True):
    if not isinstance(type_, DataType):
        return pd.Series([example(type_, whole)])
    if type_.name == "datetime":
        return pd.Series([example(type_)], dtype="datetime64[ns]")
    return pd.Series([example(type_)], dtype=type_.to_pandas())


def frames(schema):
    """What callers of a signature may send: with and without what is optional."""
    if schema.is_tensor_spec():
        (spec,) = schema.inputs
        yield np.zeros([3 if size == -1 else size for size in spec.shape], spec.type)
        return
    yield pd.DataFrame({spec.name: series(spec.type) for spec in schema.inputs})
    yield pd.DataFrame({spec.name: series(spec.type, whole=False) for spec in schema.inputs if spec.required})


def is_accepted(part, before, after):
    try:
        if part == "params":
            schema = ParamSchema.from_json(json.dumps(after))
            for param in before:
                value = SCALARS[param["type"]]
                _enforce_params_schema({param["name"]: value if param["shape"] is None else [value]}, schema)
            return True
        schema = Schema.from_json(json.dumps(after))
        for data in frames(Schema.from_json(json.dumps(before))):
            _enforce_schema(copy.deepcopy(data), schema)
        return True
    except Exception:
        return False


def column(type_, name="a", required=True):
    return {**({"type": type_} if isinstance(type_, str) else type_), "name": name, "required": required}


def param(type_, shape=None):
    default = {"boolean": True, "string": "rain", "datetime": "2026-11-28T10:04:00", "float": 1.5, "double": 1.5}
    value = default.get(type_, 3)
    return {"name": "p", "type": type_, "default": value if shape is None else [value], "shape": shape}


def nested(rng, depth=2):
    kind = rng.choice(["scalar", "array", "map", "object"] if depth else ["scalar"])
    if kind == "scalar":
        return rng.choice(["integer", "long", "float", "double", "string"])
    inner = nested(rng, depth - 1)
    if kind == "array":
        return {"type": "array", "items": {"type": inner} if isinstance(inner, str) else inner}
    if kind == "map":
        return {"type": "map", "values": {"type": inner} if isinstance(inner, str) else inner}
    properties = {}
    for name in rng.sample(["x", "y", "z"], rng.randint(1, 2)):
        of = nested(rng, depth - 1)
        properties[name] = {**({"type": of} if isinstance(of, str) else of), "required": rng.random() < 0.6}
    return {"type": "object", "properties": properties}


def changed(rng, type_):
    """The same type with one thing in it changed."""
    if isinstance(type_, str) or rng.random() < 0.2:
        return nested(rng, 1)
    type_ = copy.deepcopy(type_)
    if type_["type"] == "object":
        name = rng.choice(list(type_["properties"]))
        if rng.random() < 0.4:
            type_["properties"][name]["required"] = not type_["properties"][name]["required"]
        elif rng.random() < 0.5:
            type_["properties"]["w"] = {"type": "long", "required": rng.random() < 0.5}
        else:
            type_["properties"][name] = {"type": rng.choice(["double", "long"]), "required": True}
        return type_
    key = "items" if type_["type"] == "array" else "values"
    inner = type_[key]
    new = changed(rng, inner["type"] if set(inner) == {"type"} else inner)
    type_[key] = {"type": new} if isinstance(new, str) else new
    return type_


def pairs():
    rng = random.Random(16)
    for before, after in itertools.product([*SCALARS], [*SCALARS, "any"]):
        yield "inputs", [column(before)], [column({"type": after})]
    for before, after in itertools.product(SCALARS, SCALARS):
        if "binary" not in (before, after):
            yield "params", [param(before)], [param(after)]
    for shape in ((None, [-1]), ([-1], None), ([-1], [-1])):
        yield "params", [param("long", shape[0])], [param("double", shape[1])]
    for was, now in itertools.product((True, False), (True, False)):
        yield "inputs", [column("long"), column("long", "b", was)], [column("long"), column("long", "b", now)]
        yield "inputs", [column("long")], [column("long"), column("long", "b", now)]
        yield "inputs", [column("long"), column("long", "b", was)], [column("long")]
    yield "inputs", [column("long"), column("string", "b")], [column("string", "b"), column("long")]
    for _ in range(120):
        before = nested(rng)
        yield "inputs", [column(before)], [column(changed(rng, before))]
    shapes = [[-1], [-1, 2], [-1, -1], [-1, 2, 2]]
    for _ in range(40):
        specs = [
            {"type": "tensor", "tensor-spec": {"dtype": rng.choice(["float64", "float32", "int64"]), "shape": shape}}
            for shape in rng.choices(shapes, k=2)
        ]
        yield "inputs", specs[:1], specs[1:]


if sys.argv[2:] == ["--write"]:
    entries = [[part, before, after, is_accepted(part, before, after)] for part, before, after in pairs()]
    with open(sys.argv[1], "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n")
else:
    with open(sys.argv[1]) as file:
        entries = json.load(file)
    print(json.dumps([entry for entry in entries if is_accepted(*entry[:3]) != entry[3]]))
