"""Tells whether new customers are like those that the model was trained on."""

import argparse
import sys

from algorithms.postprocessing.monitor_data.checks import find_violations
from algorithms.shared_libraries.customers import ID
from algorithms.shared_libraries.data_quality import (
    CONSTRAINTS_FILE,
    STATISTICS_FILE,
    read_json,
    write_json,
)
from algorithms.shared_libraries.tables import read_tables

VIOLATIONS_FILE = "constraint_violations.json"


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--baseline-dir", default="/opt/ml/processing/input/baseline")
    parser.add_argument("--customers-dir", default="/opt/ml/processing/input/customers")
    parser.add_argument("--output-dir", default="/opt/ml/processing/violations")
    parser.add_argument("--fail-on-violation", action="store_true")
    options = parser.parse_args(arguments)
    violations = find_violations(
        read_json(options.baseline_dir, STATISTICS_FILE),
        read_json(options.baseline_dir, CONSTRAINTS_FILE),
        # It only names a row, so that no baseline knows it.
        read_tables(options.customers_dir).drop(columns=ID, errors="ignore"),
    )
    path = write_json({"violations": violations}, options.output_dir, VIOLATIONS_FILE)
    for violation in violations:
        print(
            "{feature_name}: {constraint_check_type}: {description}".format(**violation),
        )
    print(f"wrote {len(violations)} violations to {path}")
    if violations and options.fail_on_violation:
        sys.exit("the new data is not like the baseline")


if __name__ == "__main__":
    main()
