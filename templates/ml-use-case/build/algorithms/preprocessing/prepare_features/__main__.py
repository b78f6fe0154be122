"""Cleans the collected data, and splits it for training or cuts it into parts for inference."""

import argparse
from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split

from algorithms.shared_libraries.customers import FEATURES, ID, TARGET, require_columns
from algorithms.shared_libraries.tables import read_tables, write_table

VALIDATION_SHARE = 0.15
TEST_SHARE = 0.15
# A batch transform sends each part as one request, of 6 MB at most.
PART_ROWS = 10_000


def clean(customers: pd.DataFrame) -> pd.DataFrame:
    """Complete customers with their outcome, each once."""
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


def select(customers: pd.DataFrame) -> pd.DataFrame:
    """All customers that are to be scored, each once; the model copes with gaps."""
    require_columns(customers, [ID] + FEATURES)
    selected = customers[[ID] + FEATURES].drop_duplicates(subset=ID)
    if selected.empty:
        raise ValueError("there is no customer to score")
    return selected.reset_index(drop=True)


def tables_of(purpose: str, customers: pd.DataFrame, seed: int) -> list:
    """Folder, file and table of everything to write."""
    if purpose == "training":
        parts = split(clean(customers), seed)
        return [(name, "data.csv", table) for name, table in parts.items()]
    selected = select(customers)
    return [
        (
            "customers",
            f"part-{start // PART_ROWS:04d}.csv",
            selected.iloc[start : start + PART_ROWS],
        )
        for start in range(0, len(selected), PART_ROWS)
    ]


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--purpose", choices=["training", "inference"], default="training")
    parser.add_argument("--input-dir", default="/opt/ml/processing/input/raw")
    parser.add_argument("--output-dir", default="/opt/ml/processing/features")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    customers = read_tables(options.input_dir)
    for folder, file, table in tables_of(options.purpose, customers, options.seed):
        path = write_table(table, Path(options.output_dir) / folder, file)
        print(f"wrote {len(table)} customers to {path}")


if __name__ == "__main__":
    main()
