import pandas as pd
import pytest

from algorithms.preprocessing.prepare_features.__main__ import clean, main, split
from algorithms.shared_libraries.customers import FEATURES, ID, TARGET, generate_customers
from algorithms.shared_libraries.tables import read_tables, write_table


def test_removes_duplicates_and_incomplete_rows():
    customers = generate_customers(10, seed=1)
    dirty = pd.concat([customers, customers.head(2)], ignore_index=True)
    dirty["age"] = dirty["age"].astype(float)
    dirty.loc[5, "age"] = None
    assert len(clean(dirty)) == 9


def test_refuses_data_without_a_complete_row():
    customers = generate_customers(3, seed=1)
    customers["age"] = None
    with pytest.raises(ValueError, match="complete"):
        clean(customers)


def test_split_keeps_every_row_once_and_the_share_of_churn():
    customers = generate_customers(1000, seed=1)
    parts = split(customers, seed=1)
    assert sorted(pd.concat(parts.values())[ID]) == sorted(customers[ID])
    assert [len(parts[name]) for name in ("validation", "test")] == [150, 150]
    for part in parts.values():
        assert part[TARGET].mean() == pytest.approx(customers[TARGET].mean(), abs=0.02)


def test_writes_three_tables(tmp_path):
    write_table(generate_customers(200, seed=1), tmp_path / "raw")
    main(["--input-dir", str(tmp_path / "raw"), "--output-dir", str(tmp_path)])
    sizes = {n: len(read_tables(tmp_path / n)) for n in ("train", "validation", "test")}
    assert sum(sizes.values()) == 200


def prepare_inference(tmp_path, customers):
    write_table(customers, tmp_path / "raw")
    folders = ["--input-dir", str(tmp_path / "raw"), "--output-dir", str(tmp_path)]
    main(["--purpose", "inference", *folders])
    return tmp_path / "customers"


def test_inference_needs_no_outcome_and_keeps_every_customer_once(tmp_path):
    customers = generate_customers(50, seed=1).drop(columns=TARGET)
    customers["age"] = customers["age"].astype(float)
    customers.loc[3, "age"] = None
    repeated = pd.concat([customers, customers.head(5)], ignore_index=True)
    prepared = read_tables(prepare_inference(tmp_path, repeated))
    assert list(prepared.columns) == [ID] + FEATURES
    assert list(prepared[ID]) == list(customers[ID])


def test_inference_cuts_into_parts(tmp_path):
    customers = generate_customers(20_001, seed=1)
    folder = prepare_inference(tmp_path, customers)
    sizes = {path.name: len(pd.read_csv(path)) for path in sorted(folder.iterdir())}
    assert sizes == {"part-0000.csv": 10_000, "part-0001.csv": 10_000, "part-0002.csv": 1}
    assert list(read_tables(folder)[ID]) == list(customers[ID])


@pytest.mark.parametrize(
    "customers, message",
    [
        (generate_customers(5, seed=1).drop(columns=ID), ID),
        (generate_customers(5, seed=1).head(0), "no customer"),
    ],
)
def test_inference_refuses_what_cannot_be_scored(tmp_path, customers, message):
    with pytest.raises(ValueError, match=message):
        prepare_inference(tmp_path, customers)
