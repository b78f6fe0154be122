import json
from statistics import mean, pstdev

import pytest


def customers(**common):
    return [
        {
            "age": age,
            "tenure_months": 24,
            "monthly_spend": 40.0,
            "support_tickets": 1,
            "contract": "monthly",
            **common,
        }
        for age in range(20, 80, 5)
    ]


@pytest.fixture(scope="module")
def scores(predict):
    return lambda instances: predict(json.dumps({"instances": instances}), "application/json")


def test_scores_are_probabilities(scores):
    assert all(0 <= score <= 1 for score in scores(customers()))


def test_scores_spread_over_different_customers(scores):
    mixed = [
        customer
        for tickets in range(6)
        for tenure in range(0, 120, 12)
        for customer in customers(support_tickets=tickets, tenure_months=tenure)
    ]
    found = scores(mixed)
    assert min(found) < 0.2 and max(found) > 0.8
    assert pstdev(found) > 0.15


def test_annoyed_customers_leave_more_often(scores):
    calm = mean(scores(customers(support_tickets=0)))
    annoyed = mean(scores(customers(support_tickets=5)))
    assert annoyed > calm + 0.2


def test_long_contracts_and_long_tenure_keep_customers(scores):
    loose = mean(scores(customers(contract="monthly", tenure_months=1)))
    bound = mean(scores(customers(contract="yearly", tenure_months=96)))
    assert bound < loose
