"""What a table looks like, in the schema of SageMaker Model Monitor's statistics.json."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

BUCKETS = 10
# Accuracy of the quantile sketch: how many values stand for all of a feature.
SKETCH_SIZE = 2048
STATISTICS_FILE = "statistics.json"
CONSTRAINTS_FILE = "constraints.json"


def inferred_type(values: pd.Series) -> str:
    """Integral, Fractional or String; Unknown for a column without a value."""
    present = values.dropna()
    if present.empty:
        return "Unknown"
    if not pd.api.types.is_numeric_dtype(present):
        return "String"
    return "Integral" if (present % 1 == 0).all() else "Fractional"


def describe(table: pd.DataFrame) -> dict:
    """Statistics of a table; every column is a feature."""
    return {
        "version": 0,
        "dataset": {"item_count": len(table)},
        "features": [describe_feature(name, table[name]) for name in table.columns],
    }


def describe_feature(name: str, values: pd.Series) -> dict:
    present = values.dropna()
    common = {"num_present": len(present), "num_missing": len(values) - len(present)}
    kind = inferred_type(values)
    feature = {"name": name, "inferred_type": kind}
    if kind == "String":
        feature["string_statistics"] = {"common": common, **_of_strings(present.astype(str))}
    elif kind == "Unknown":
        feature["string_statistics"] = {"common": common, "distinct_count": 0}
    else:
        feature["numerical_statistics"] = {"common": common, **_of_numbers(present)}
    return feature


def _of_strings(present: pd.Series) -> dict:
    counts = present.value_counts().sort_index()
    buckets = [{"value": value, "count": int(count)} for value, count in counts.items()]
    return {
        "distinct_count": len(counts),
        "distribution": {"categorical": {"buckets": buckets}},
    }


def _of_numbers(present: pd.Series) -> dict:
    numbers = present.astype(float)
    counts, bounds = np.histogram(numbers, bins=BUCKETS)
    buckets = [
        {"lower_bound": float(lower), "upper_bound": float(upper), "count": float(count)}
        for lower, upper, count in zip(bounds[:-1], bounds[1:], counts)
    ]
    return {
        "mean": float(numbers.mean()),
        "sum": float(numbers.sum()),
        "std_dev": float(numbers.std(ddof=0)),
        "min": float(numbers.min()),
        "max": float(numbers.max()),
        "distribution": {"kll": {"buckets": buckets, "sketch": _sketch(numbers)}},
    }


def _sketch(numbers: pd.Series) -> dict:
    """Values of level n stand for 2^n of the sorted values each."""
    level, kept = 0, sorted(numbers)
    while len(kept) > SKETCH_SIZE:
        level, kept = level + 1, kept[::2]
    return {
        "parameters": {"c": 0.64, "k": float(SKETCH_SIZE)},
        "data": [[] for _ in range(level)] + [kept],
    }


def read_json(folder: str, name: str) -> dict:
    return json.loads((Path(folder) / name).read_text())


def write_json(content: dict, folder: str, name: str) -> Path:
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2))
    return path
