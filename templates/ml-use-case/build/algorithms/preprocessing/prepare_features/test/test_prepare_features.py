import pandas as pd
import pytest

from algorithms.preprocessing.prepare_features.__main__ import clean, main, split
from algorithms.shared_libraries.customers import TARGET, generate_customers
from algorithms.shared_libraries.tables import read_tables, write_table


def test_removes_duplicates_and_incomplete_rows():
    customers = generate_customers(10, seed=1)
    dirty = pd.concat([customers, customers.head(2)], ignore_index=True)
    dirty.loc[0, "age"] = None
    assert len(clean(dirty)) == 10


def test_refuses_data_without_a_complete_row():
    customers = generate_customers(3, seed=1)
    customers["age"] = None
    with pytest.raises(ValueError, match="complete"):
        clean(customers)


def test_split_keeps_every_row_once_and_the_share_of_churn():
    customers = generate_customers(1000, seed=1).reset_index(names="id")
    parts = split(customers, seed=1)
    assert sorted(pd.concat(parts.values())["id"]) == list(range(1000))
    assert [len(parts[name]) for name in ("validation", "test")] == [150, 150]
    for part in parts.values():
        assert part[TARGET].mean() == pytest.approx(customers[TARGET].mean(), abs=0.02)


def test_writes_three_tables(tmp_path):
    write_table(generate_customers(200, seed=1), tmp_path / "raw")
    main(["--input-dir", str(tmp_path / "raw"), "--output-dir", str(tmp_path)])
    sizes = {n: len(read_tables(tmp_path / n)) for n in ("train", "validation", "test")}
    assert sum(sizes.values()) == 200
