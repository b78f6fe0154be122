import json

import pandas as pd
import pytest

from algorithms.postprocessing.export_baseline.__main__ import export, suggest_constraints
from algorithms.postprocessing.monitor_data.__main__ import main
from algorithms.postprocessing.monitor_data.checks import find_violations
from algorithms.shared_libraries.customers import FEATURES, generate_customers
from algorithms.shared_libraries.data_quality import describe
from algorithms.shared_libraries.tables import write_table


def half_missing(values):
    return values.where(values.index % 2 == 0)


def check(change):
    statistics = describe(generate_customers(5000, seed=1)[FEATURES])
    table = change(generate_customers(2000, seed=2)[FEATURES])
    violations = find_violations(statistics, suggest_constraints(statistics), table)
    return [(each["feature_name"], each["constraint_check_type"]) for each in violations]


@pytest.mark.parametrize(
    "change, expected",
    [
        (lambda table: table, []),
        (lambda table: table.drop(columns="age"), [("age", "missing_column_check")]),
        (lambda table: table.assign(town="Bern"), [("town", "extra_column_check")]),
        (
            lambda table: table.assign(age=half_missing(table["age"])),
            [("age", "completeness_check")],
        ),
        (lambda table: table.assign(age=None), [("age", "completeness_check")]),
        (
            lambda table: table.assign(tenure_months=table["tenure_months"] + 0.5),
            [("tenure_months", "data_type_check")],
        ),
        (lambda table: table.assign(age="unknown"), [("age", "data_type_check")]),
        (
            lambda table: table.assign(monthly_spend=table["monthly_spend"] * 3),
            [("monthly_spend", "baseline_drift_check")],
        ),
        (
            lambda table: table.assign(support_tickets=table["support_tickets"].replace(0, -1)),
            # Negative, and away from the baseline as well.
            [("support_tickets", "baseline_drift_check")] * 2,
        ),
        (
            lambda table: table.assign(contract="yearly"),
            [("contract", "baseline_drift_check")],
        ),
        (
            lambda table: table.assign(contract=table["contract"].replace("yearly", "lifetime")),
            [("contract", "categorical_values_check"), ("contract", "baseline_drift_check")],
        ),
    ],
)
def test_finds(change, expected):
    assert check(change) == expected


def test_same_values_have_no_distance_even_if_constant():
    table = pd.DataFrame({"age": [30] * 50})
    statistics = describe(table)
    assert find_violations(statistics, suggest_constraints(statistics), table) == []


def test_refuses_to_compare_nothing():
    with pytest.raises(ValueError, match="no row"):
        check(lambda table: table.head(0))


@pytest.fixture
def folders(tmp_path):
    export(generate_customers(2000, seed=1), str(tmp_path / "baseline"))

    def run(customers, *flags):
        write_table(customers, tmp_path / "customers", "part-0000.csv")
        main(
            [
                *("--baseline-dir", str(tmp_path / "baseline")),
                *("--customers-dir", str(tmp_path / "customers")),
                *("--output-dir", str(tmp_path / "violations")),
                *flags,
            ]
        )

    run.report = tmp_path / "violations" / "constraint_violations.json"
    return run


def test_writes_an_empty_report_and_ignores_the_id(folders):
    customers = generate_customers(2000, seed=2).drop(columns="churned")
    folders(customers, "--fail-on-violation")
    assert json.loads(folders.report.read_text()) == {"violations": []}


def test_writes_the_report_before_it_fails(folders):
    drifted = generate_customers(2000, seed=2).drop(columns="churned").assign(age=99)
    folders(drifted)
    with pytest.raises(SystemExit, match="not like the baseline"):
        folders(drifted, "--fail-on-violation")
    [violation] = json.loads(folders.report.read_text())["violations"]
    assert set(violation) == {"feature_name", "constraint_check_type", "description"}
    assert violation["feature_name"] == "age"
