"""Exports what the training data looks like, as the baseline of drift detection."""

import argparse

import pandas as pd

from algorithms.shared_libraries.customers import FEATURES, require_columns
from algorithms.shared_libraries.data_quality import (
    CONSTRAINTS_FILE,
    STATISTICS_FILE,
    describe,
    write_json,
)
from algorithms.shared_libraries.tables import read_tables

MONITORING = {
    "evaluate_constraints": "Enabled",
    "emit_metrics": "Enabled",
    # Share of values that may be of another type.
    "datatype_check_threshold": 0.1,
    # Share of values that must be known.
    "domain_content_threshold": 1.0,
    "distribution_constraints": {
        "perform_comparison": "Enabled",
        # Greatest distance of the distributions of baseline and new data, 0 to 1.
        "comparison_threshold": 0.1,
        "comparison_method": "Simple",
    },
}


def suggest_constraints(statistics: dict) -> dict:
    """What new data has to keep to, so that it is like the data with these statistics."""
    return {
        "version": 0,
        "features": [_constraints_of(feature) for feature in statistics["features"]],
        "monitoring_config": MONITORING,
    }


def _constraints_of(feature: dict) -> dict:
    numbers, strings = feature.get("numerical_statistics"), feature.get("string_statistics")
    common = (numbers or strings)["common"]
    constraints = {
        "name": feature["name"],
        "inferred_type": feature["inferred_type"],
        "completeness": common["num_present"] / (common["num_present"] + common["num_missing"]),
    }
    if numbers:
        constraints["num_constraints"] = {"is_non_negative": numbers["min"] >= 0}
    elif "distribution" in strings:
        buckets = strings["distribution"]["categorical"]["buckets"]
        constraints["string_constraints"] = {"domains": [bucket["value"] for bucket in buckets]}
    return constraints


def export(customers: pd.DataFrame, output_dir: str) -> list:
    """Writes both files of the baseline and answers where they are."""
    require_columns(customers, FEATURES)
    statistics = describe(customers[FEATURES])
    return [
        write_json(statistics, output_dir, STATISTICS_FILE),
        write_json(suggest_constraints(statistics), output_dir, CONSTRAINTS_FILE),
    ]


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train-dir", default="/opt/ml/processing/input/train")
    parser.add_argument("--output-dir", default="/opt/ml/processing/baseline")
    options = parser.parse_args(arguments)
    for path in export(read_tables(options.train_dir), options.output_dir):
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
