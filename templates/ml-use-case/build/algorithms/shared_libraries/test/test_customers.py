import pytest

from algorithms.shared_libraries.customers import (
    CONTRACTS,
    FEATURES,
    ID,
    TARGET,
    generate_customers,
    require_columns,
)


def test_same_seed_gives_same_customers():
    assert generate_customers(50, seed=7).equals(generate_customers(50, seed=7))
    assert not generate_customers(50, seed=7).equals(generate_customers(50, seed=8))


def test_customers_have_all_columns_and_both_outcomes():
    customers = generate_customers(500, seed=1)
    assert list(customers.columns) == [ID] + FEATURES + [TARGET]
    assert customers[ID].is_unique
    assert set(customers[TARGET]) == {0, 1}
    assert set(customers["contract"]) == set(CONTRACTS)


def test_churn_falls_with_tenure():
    customers = generate_customers(5000, seed=1)
    loyal = customers[customers["tenure_months"] > 60][TARGET].mean()
    recent = customers[customers["tenure_months"] < 12][TARGET].mean()
    assert loyal < recent


@pytest.mark.parametrize("rows", [0, -1])
def test_refuses_to_generate_nothing(rows):
    with pytest.raises(ValueError, match="rows"):
        generate_customers(rows, seed=1)


def test_names_missing_columns():
    customers = generate_customers(5, seed=1).drop(columns=["age", "contract"])
    with pytest.raises(ValueError, match="age, contract"):
        require_columns(customers, FEATURES)
