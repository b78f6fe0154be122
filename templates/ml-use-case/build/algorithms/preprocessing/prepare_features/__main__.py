"""Cleans the collected data and splits it for training, validation and test."""

import argparse
from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split

from algorithms.shared_libraries.customers import FEATURES, TARGET, require_columns
from algorithms.shared_libraries.tables import read_tables, write_table

VALIDATION_SHARE = 0.15
TEST_SHARE = 0.15


def clean(customers: pd.DataFrame) -> pd.DataFrame:
    require_columns(customers, FEATURES + [TARGET])
    cleaned = customers[FEATURES + [TARGET]].drop_duplicates().dropna()
    if cleaned.empty:
        raise ValueError("no complete row is left")
    return cleaned.reset_index(drop=True)


def split(customers: pd.DataFrame, seed: int) -> dict:
    """Tables by the names train, validation and test; every row is in one of them."""
    rest, test = train_test_split(
        customers, test_size=TEST_SHARE, random_state=seed, stratify=customers[TARGET]
    )
    train, validation = train_test_split(
        rest,
        test_size=VALIDATION_SHARE / (1 - TEST_SHARE),
        random_state=seed,
        stratify=rest[TARGET],
    )
    return {"train": train, "validation": validation, "test": test}


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input-dir", default="/opt/ml/processing/input/raw")
    parser.add_argument("--output-dir", default="/opt/ml/processing/features")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    customers = clean(read_tables(options.input_dir))
    for name, table in split(customers, options.seed).items():
        path = write_table(table, Path(options.output_dir) / name)
        print(f"wrote {len(table)} customers to {path}")


if __name__ == "__main__":
    main()
