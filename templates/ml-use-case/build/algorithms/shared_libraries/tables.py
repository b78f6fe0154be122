"""Tables that steps hand to each other: one CSV file with a header in a folder."""

from pathlib import Path

import pandas as pd


def write_table(table: pd.DataFrame, folder: str, name: str = "data.csv") -> Path:
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False)
    return path


def read_tables(folder: str) -> pd.DataFrame:
    """All CSV files of a folder as one table."""
    paths = sorted(Path(folder).glob("*.csv"))
    if not paths:
        raise FileNotFoundError(f"no CSV file in {folder}")
    return pd.concat([pd.read_csv(path) for path in paths], ignore_index=True)
