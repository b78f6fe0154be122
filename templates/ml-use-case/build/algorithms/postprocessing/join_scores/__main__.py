"""Joins customers with the scores that a batch transform gave them."""

import argparse
import json
from pathlib import Path

import pandas as pd

from algorithms.shared_libraries.customers import SCORE
from algorithms.shared_libraries.tables import write_table


def join(customers_dir: str, scores_dir: str) -> pd.DataFrame:
    """Customers of all parts with their score, highest first.

    A batch transform answers each `part-0000.csv` with a `part-0000.csv.out`. Raises
    FileNotFoundError without parts or for a part without scores, ValueError when there
    is not one score for each customer.
    """
    parts = sorted(Path(customers_dir).glob("*.csv"))
    if not parts:
        raise FileNotFoundError(f"no CSV file in {customers_dir}")
    tables = []
    for part in parts:
        answer = Path(scores_dir) / f"{part.name}.out"
        if not answer.exists():
            raise FileNotFoundError(f"{part.name} has not been scored: there is no {answer}")
        customers = pd.read_csv(part)
        scores = json.loads(answer.read_text())["predictions"]
        if len(scores) != len(customers):
            raise ValueError(
                f"{part.name} has {len(customers)} customers, {answer.name} {len(scores)} scores"
            )
        tables.append(customers.assign(**{SCORE: scores}))
    joined = pd.concat(tables, ignore_index=True)
    return joined.sort_values(SCORE, ascending=False, kind="stable", ignore_index=True)


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers-dir", default="/opt/ml/processing/input/customers")
    parser.add_argument("--scores-dir", default="/opt/ml/processing/input/scores")
    parser.add_argument("--output-dir", default="/opt/ml/processing/result")
    options = parser.parse_args(arguments)
    joined = join(options.customers_dir, options.scores_dir)
    path = write_table(joined, options.output_dir)
    print(f"wrote {len(joined)} scored customers to {path}")


if __name__ == "__main__":
    main()
