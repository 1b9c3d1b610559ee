"""Writes every-type.json: Parquet files with a column of each type, and their values as pyarrow reads them.

python make_parquet.py   (with pyarrow, beside the test)
"""

import base64
import datetime as dt
import decimal as d
import io
import json
import math
import random
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

random.seed(7)
HERE = Path(__file__).parent
ROWS = 40


def values(make, *edges):
    """Edges first, then random ones, with nulls among them."""
    made = [*edges, None, *(make() for _ in range(ROWS))][:ROWS]
    made[-3] = None
    return made


def integers(bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    return values(lambda: random.randint(low, high), low, high, 0, 1)


def decimals(precision, scale):
    def make(digits=None):
        number = digits if digits is not None else random.randint(-(10**precision) + 1, 10**precision - 1)
        return d.Decimal(number).scaleb(-scale, d.Context(prec=100))

    return values(make, make(0), make(1), make(-1), make(10**precision - 1), make(-(10**precision) + 1))


def counts(low, high, *edges):
    return values(lambda: random.randint(low, high), *edges)


DAY = 86_400
epoch_edges = (0, -1, 1)
words = ["", "a", "Zürich", "line\nbreak", '"quoted", \\', "null", "🚕", "0012"]
word = lambda: random.choice(words)
blob = lambda: random.randbytes(random.randint(0, 9))
SECONDS = (-62_135_596_800, 253_402_300_799)


def instants(unit, zone=None):
    per = {"ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    low, high = SECONDS if unit != "ns" else (-9_000_000_000, 9_000_000_000)
    edges = (*epoch_edges, 1_767_323_045 * per + per // 3, low * per, high * per + per - 1)
    return pa.array(counts(low * per, high * per, *edges), pa.int64()).cast(pa.timestamp(unit, zone))


def of(type_, made):
    return pa.array(made, type_)


columns = {
    "null": pa.nulls(ROWS),
    "bool": of(pa.bool_(), values(lambda: random.random() < 0.5, True, False)),
    **{f"int{bits}": of(f"int{bits}", integers(bits, True)) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": of(f"uint{bits}", integers(bits, False)) for bits in (8, 16, 32, 64)},
    "float16": of(pa.float64(), values(lambda: random.uniform(-9, 9), 0.0, 65504.0, 6e-8, math.inf, -math.inf)).cast(pa.float16(), safe=False),
    "float32": of(pa.float32(), values(random.random, 0.1, -0.0, 3.4e38, math.inf, math.nan)),
    "float64": of(pa.float64(), values(random.random, 0.1, -0.0, 1.7e308, 5e-324, -math.inf, math.nan, 1e21, 123456789.0)),
    "decimal32": of(pa.decimal128(5, 2), decimals(5, 2)),
    "decimal64": of(pa.decimal128(18, 9), decimals(18, 9)),
    "decimal128": of(pa.decimal128(38, 6), decimals(38, 6)),
    "decimal256": of(pa.decimal256(70, 30), decimals(70, 30)),
    "decimal whole": of(pa.decimal128(38, 0), decimals(38, 0)),
    "date": of(pa.int32(), counts(-719_162, 2_932_896, 0, -1, -25_567, 11_016, -719_162, 2_932_896)).cast(pa.date32()),
    "time ms": of(pa.int32(), counts(0, DAY * 10**3 - 1, 0, 1, DAY * 10**3 - 1)).cast(pa.time32("ms")),
    "time us": of(pa.int64(), counts(0, DAY * 10**6 - 1, 0, 1, 3_723_456_789, DAY * 10**6 - 1)).cast(pa.time64("us")),
    "time ns": of(pa.int64(), counts(0, DAY * 10**9 - 1, 0, 1, DAY * 10**9 - 1)).cast(pa.time64("ns")),
    **{f"at {unit}": instants(unit) for unit in ("ms", "us", "ns")},
    **{f"at {unit} in Zürich": instants(unit, "Europe/Zurich") for unit in ("ms", "us", "ns")},
    "string": of(pa.string(), values(word, *words)),
    "dictionary": of(pa.string(), values(word)).dictionary_encode(),
    "binary": of(pa.binary(), values(blob, b"", b"\x00", b"\xff\xfe", b"plain")),
    "fixed": of(pa.binary(4), values(lambda: random.randbytes(4), b"\0\0\0\0", b"\xff\xff\xff\xff")),
    "uuid": pa.ExtensionArray.from_storage(pa.uuid(), of(pa.binary(16), values(lambda: random.randbytes(16)))),
    "ids": of(pa.list_(pa.int64()), values(lambda: [random.randint(-(2**63), 2**63 - 1) for _ in range(random.randint(0, 3))], [], [9007199254740993], [None], [1, None, 2])),
    "amounts": of(pa.list_(pa.decimal128(20, 4)), values(lambda: [d.Decimal(random.randint(-(10**12), 10**12)).scaleb(-4)], [], [None])),
    "days": of(pa.list_(pa.date32()), values(lambda: [dt.date(2026, 1, random.randint(1, 31))], [dt.date(1900, 1, 1)])),
    "lists of lists": of(pa.list_(pa.list_(pa.string())), values(lambda: [[word()], None, []], [], [[]], [None])),
    "struct": of(pa.struct({"a": pa.int64(), "b": pa.string(), "c": pa.binary(), "at": pa.timestamp("us")}), values(lambda: {"a": random.randint(-(2**63), 2**63 - 1), "b": word(), "c": blob(), "at": dt.datetime(2026, 1, 2, 3, 4, 5, 678901)}, {"a": None, "b": None, "c": None, "at": None})),
    "structs": of(pa.list_(pa.struct({"x": pa.float64(), "y": pa.list_(pa.int32())})), values(lambda: [{"x": random.random(), "y": [1, None]}, None], [], [{"x": None, "y": None}, {"x": 1.5, "y": []}])),
    "map": of(pa.map_(pa.string(), pa.int64()), values(lambda: [(word(), 9007199254740993)], [], [("a", None), ("b", 2)])),
    "large string": of(pa.large_string(), values(word, *words)),
    "large binary": of(pa.large_binary(), values(blob, b"", b"\x00")),
    "date64": of(pa.int32(), counts(-719_162, 2_932_896, 0, -1)).cast(pa.date32()).cast(pa.date64()),
    "duration": of(pa.int64(), integers(64, True)),
    "dictionary of numbers": of(pa.int64(), values(lambda: random.choice([1, 9007199254740993]))).dictionary_encode(),
    "fixed lists": of(pa.list_(pa.int64(), 2), [[at, None if at % 3 else 9007199254740993] for at in range(ROWS)]),  # pyarrow can't read null for one
    "lists of structs": of(pa.list_(pa.struct({"n": pa.uint64(), "ok": pa.bool_()})), values(lambda: [{"n": random.randint(0, 2**64 - 1), "ok": True}], [], [{"n": 2**64 - 1, "ok": None}])),
    "map of structs": of(pa.map_(pa.string(), pa.struct({"d": pa.decimal128(38, 10)})), values(lambda: [(word(), {"d": d.Decimal(random.randint(-(10**37), 10**37)).scaleb(-10, d.Context(prec=100))})], [], [("a", None)], [("a", {"d": None})])),
    "maps in structs": of(
        pa.struct({"a": pa.list_(pa.string()), "m": pa.map_(pa.string(), pa.list_(pa.struct({"q": pa.int64()})))}),
        values(lambda: {"a": [word(), None], "m": [(word(), [{"q": 3}, None])]}, {"a": None, "m": None}, {"a": [], "m": []}, {"a": [None], "m": [("k", None)]}, {"a": ["x"], "m": [("k", []), ("l", [None]), ("m", [{"q": None}])]}),
    ),
    "structs in structs": of(pa.struct({"i": pa.struct({"j": pa.struct({"k": pa.float64()})})}), values(lambda: {"i": {"j": {"k": random.random()}}}, {"i": None}, {"i": {"j": None}}, {"i": {"j": {"k": None}}})),
    "deep": of(
        pa.list_(pa.struct({"p": pa.list_(pa.struct({"s": pa.string(), "t": pa.list_(pa.list_(pa.int32()))}))})),
        values(lambda: [{"p": [{"s": word(), "t": [[1], [], [None, 2]]}, None]}, {"p": None}], [], [None], [{"p": []}], [{"p": [None]}], [{"p": [{"s": None, "t": None}, {"s": "", "t": []}, {"s": "a", "t": [None]}, {"s": "b", "t": [[]]}]}]),
    ),
    "map of numbers": of(pa.map_(pa.int64(), pa.list_(pa.string())), values(lambda: [(random.randint(-(2**63), 2**63 - 1), [word()])], [(9007199254740993, None)])),
}


def fraction(value, digits):
    """A clock's text, and of its fraction the digits that the type has."""
    whole, below = divmod(value, 10**digits)
    text = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{text}.{below:0{digits}}" if below else text


def text(value, type_, nested=False):
    quoted = (lambda said: json.dumps(said, ensure_ascii=False)) if nested else (lambda said: said)
    if value is None:
        return "null" if nested else None
    if pa.types.is_boolean(type_):
        return "true" if value else "false"
    if pa.types.is_decimal(type_):
        return f"{value:f}"
    if pa.types.is_floating(type_):
        return number(float(value))
    if pa.types.is_integer(type_):
        return str(value)
    if pa.types.is_date(type_):
        return quoted(f"{value.year:04}-{value.month:02}-{value.day:02}")
    if pa.types.is_timestamp(type_) or pa.types.is_time(type_):
        return quoted(value)  # already written, by its count
    if pa.types.is_dictionary(type_):
        return text(value, type_.value_type, nested)
    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        return quoted(value)
    if isinstance(value, UUID):
        return quoted(str(value))
    if isinstance(value, bytes):
        return quoted("0x" + value.hex())
    if pa.types.is_map(type_):
        keys = (text(key, type_.key_type, True) for key, _ in value)
        keys = [key if key.startswith('"') else f'"{key}"' for key in keys]
        return "{" + ", ".join(f"{key}: {text(item, type_.item_type, True)}" for key, (_, item) in zip(keys, value)) + "}"
    if pa.types.is_list(type_) or pa.types.is_fixed_size_list(type_):
        return "[" + ", ".join(text(item, type_.value_type, True) for item in value) + "]"
    if pa.types.is_struct(type_):
        parts = (f'"{field.name}": {text(as_text(value[field.name], field.type), field.type, True)}' for field in type_)
        return "{" + ", ".join(parts) + "}"
    raise TypeError(type_)


def as_text(value, type_):
    if isinstance(value, dt.datetime):
        assert pa.types.is_timestamp(type_)
        return value.isoformat(sep=" ")
    return value


def number(value):
    """As JavaScript writes doubles: the same digits as Python, other exponents."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return "-0" if value == 0 and math.copysign(1, value) < 0 else str(int(value))
    said = repr(value)
    if "e" not in said:
        return said
    digits, exponent = said.split("e")
    if -7 <= int(exponent) < 0:
        return f"{d.Decimal(said):f}"
    return f"{digits.removesuffix('.0')}e{int(exponent):+}"


def column_texts(array):
    type_ = array.type
    if pa.types.is_null(type_):
        return [None] * len(array)
    if pa.types.is_time(type_):
        digits = {"ms": 3, "us": 6, "ns": 9}[type_.unit]
        counted = array.cast(pa.int32() if type_.bit_width == 32 else pa.int64()).to_pylist()
        return [None if count is None else fraction(count, digits) for count in counted]
    if pa.types.is_timestamp(type_):
        digits = {"ms": 3, "us": 6, "ns": 9}[type_.unit]
        made = []
        for count in array.cast(pa.int64()).to_pylist():
            if count is None:
                made.append(None)
                continue
            seconds, below = divmod(count, 10**digits)
            said = (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).isoformat(sep=" ")
            made.append(said + (f".{below:0{digits}}" if below else "") + ("Z" if type_.tz else ""))
        return made
    if isinstance(type_, pa.BaseExtensionType):
        return [None if value is None else str(value) for value in array.to_pylist()]
    return [text(value, type_) for value in array.to_pylist()]


def main():
    table = pa.table(columns)
    packed = ["lz4", "snappy", "zstd", "gzip", "brotli", "none"]
    codecs = {name: packed[at % 6] for at, name in enumerate(table.column_names)}
    encodings = {
        "int32": "DELTA_BINARY_PACKED",
        "int64": "DELTA_BINARY_PACKED",
        "time us": "DELTA_BINARY_PACKED",
        "at us": "DELTA_BINARY_PACKED",
        "float32": "BYTE_STREAM_SPLIT",
        "float64": "BYTE_STREAM_SPLIT",
        "decimal64": "BYTE_STREAM_SPLIT",
        "string": "DELTA_BYTE_ARRAY",
        "binary": "DELTA_LENGTH_BYTE_ARRAY",
        "fixed": "DELTA_BYTE_ARRAY",
        "bool": "RLE",
    }
    encoded = table.select(list(encodings))
    nested = ["structs", "lists of structs", "map of structs", "maps in structs", "structs in structs", "deep"]
    files = {
        "every type": written(table, compression=codecs, row_group_size=25),
        # The other pages and encodings; an empty page is packed into a block that holds nothing.
        "small pages": written(table, compression="lz4", data_page_version="2.0", use_dictionary=False, data_page_size=64, write_batch_size=4),
        "encodings": written(encoded, use_dictionary=False, column_encoding=encodings, compression="zstd"),
        "decimals as integers": written(table.select(["decimal32", "decimal64"]), store_decimal_as_integer=True),
        "row groups without rows": gapped(table.select(["int64", "string", "decimal128", "at us", "ids", "structs", "dictionary"])),
        # Nulls at each level of nested columns, which pyarrow leaves out of the counts of pages of version 2.
        **{f"nested, {codec}": written(table.select(nested), compression=codec, data_page_version="2.0", use_dictionary=codec == "zstd") for codec in ("zstd", "none")},
        "INT96": written(table.select(["at ns"]), use_deprecated_int96_timestamps=True),
    }
    expected = texts(files["every type"])
    nothing = written(table.slice(0, 0))
    twins = written(pa.table([[1, 2], ["x", None], [3, 4], [[5], []]], names=["a", "b", "a", "a"]))
    for file in files.values():
        assert texts(file).items() <= expected.items()
    made = {"expected": expected, "files": {name: base64.b64encode(file).decode() for name, file in files.items()}, "nothing": base64.b64encode(nothing).decode(), "twins": base64.b64encode(twins).decode()}
    (HERE / "every-type.json").write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def written(table, **options):
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def gapped(table):
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, table.schema, compression="snappy") as writer:
        for part in (table.slice(0, 0), table.slice(0, 17), table.slice(0, 0), table.slice(17), table.slice(0, 0)):
            writer.write_table(part)
    return buffer.getvalue()


def texts(file):
    read = pq.read_table(io.BytesIO(file))
    return {name: column_texts(read.column(name).combine_chunks()) for name in read.column_names}


main()
