import json

import numpy as np
import pandas as pd
import pytest

from algorithms.shared_libraries.data_quality import SKETCH_SIZE, describe, inferred_type


@pytest.mark.parametrize(
    "values, kind",
    [
        ([1, 2], "Integral"),
        ([1.0, None], "Integral"),
        ([1.5, 2], "Fractional"),
        (["a", None], "String"),
        ([None, None], "Unknown"),
    ],
)
def test_infers_types(values, kind):
    assert inferred_type(pd.Series(values)) == kind


def feature_of(values):
    [feature] = describe(pd.DataFrame({"x": values}))["features"]
    return feature


def test_describes_numbers():
    feature = feature_of([0.0, 1.0, 2.0, 9.0, None])
    statistics = feature["numerical_statistics"]
    assert feature["inferred_type"] == "Integral"
    assert statistics["common"] == {"num_present": 4, "num_missing": 1}
    assert (statistics["min"], statistics["max"]) == (0, 9)
    assert (statistics["mean"], statistics["sum"]) == (3, 12)
    assert statistics["std_dev"] == pytest.approx(np.std([0, 1, 2, 9]))
    buckets = statistics["distribution"]["kll"]["buckets"]
    assert (buckets[0]["lower_bound"], buckets[-1]["upper_bound"]) == (0, 9)
    assert sum(bucket["count"] for bucket in buckets) == 4


def test_describes_strings():
    feature = feature_of(["b", "a", "b", None])
    assert feature["string_statistics"] == {
        "common": {"num_present": 3, "num_missing": 1},
        "distinct_count": 2,
        "distribution": {
            "categorical": {"buckets": [{"value": "a", "count": 1}, {"value": "b", "count": 2}]}
        },
    }


def test_describes_a_column_without_a_value():
    assert feature_of([None, None])["string_statistics"]["common"]["num_missing"] == 2


def test_sketch_stays_small_and_stands_for_all_values():
    values = np.arange(20_000)
    statistics = feature_of(values)["numerical_statistics"]
    *lower, kept = statistics["distribution"]["kll"]["sketch"]["data"]
    assert not any(lower)
    assert len(kept) <= SKETCH_SIZE
    assert len(kept) * 2 ** len(lower) == pytest.approx(20_000, rel=0.01)
    assert np.median(kept) == pytest.approx(np.median(values), rel=0.01)


def test_can_be_written_as_json():
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [0.5, None]})
    assert json.loads(json.dumps(describe(table), allow_nan=False))["dataset"]["item_count"] == 2
