import json

import pytest

from algorithms.postprocessing.export_baseline.__main__ import main, suggest_constraints
from algorithms.shared_libraries.customers import CONTRACTS, FEATURES, generate_customers
from algorithms.shared_libraries.data_quality import describe
from algorithms.shared_libraries.tables import write_table


def constraints_of(customers):
    features = suggest_constraints(describe(customers[FEATURES]))["features"]
    return {feature["name"]: feature for feature in features}


def test_suggests_what_the_data_keeps_to():
    constraints = constraints_of(generate_customers(500, seed=1))
    assert constraints["age"] == {
        "name": "age",
        "inferred_type": "Integral",
        "completeness": 1.0,
        "num_constraints": {"is_non_negative": True},
    }
    assert constraints["monthly_spend"]["inferred_type"] == "Fractional"
    assert constraints["contract"]["string_constraints"] == {"domains": CONTRACTS}


def test_suggests_no_more_than_the_data_keeps_to():
    customers = generate_customers(500, seed=1)
    customers["age"] = customers["age"].astype(float)
    customers.loc[:49, "age"] = None
    customers["monthly_spend"] -= 1000
    constraints = constraints_of(customers)
    assert constraints["age"]["completeness"] == 0.9
    assert constraints["monthly_spend"]["num_constraints"] == {"is_non_negative": False}


def test_writes_both_files_of_the_features_only(tmp_path):
    write_table(generate_customers(100, seed=1), tmp_path / "train")
    main(["--train-dir", str(tmp_path / "train"), "--output-dir", str(tmp_path / "baseline")])
    for name in ("statistics.json", "constraints.json"):
        content = json.loads((tmp_path / "baseline" / name).read_text())
        assert [feature["name"] for feature in content["features"]] == FEATURES


def test_says_which_feature_is_missing(tmp_path):
    write_table(generate_customers(10, seed=1).drop(columns="age"), tmp_path)
    with pytest.raises(ValueError, match="age"):
        main(["--train-dir", str(tmp_path), "--output-dir", str(tmp_path / "baseline")])
