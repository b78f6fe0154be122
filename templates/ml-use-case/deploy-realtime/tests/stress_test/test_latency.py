import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

import pytest

MAX_P90_MILLISECONDS = float(os.environ.get("MAX_P90_MILLISECONDS", "500"))
CALLERS = 10
REQUESTS = 200

CUSTOMER = {
    "age": 42,
    "tenure_months": 3,
    "monthly_spend": 39.9,
    "support_tickets": 2,
    "contract": "monthly",
}


def test_answers_fast_with_many_callers(predict):
    body = json.dumps({"instances": [CUSTOMER]})

    def milliseconds(_):
        start = time.perf_counter()
        predict(body, "application/json")
        return (time.perf_counter() - start) * 1000

    with ThreadPoolExecutor(CALLERS) as callers:
        latencies = list(callers.map(milliseconds, range(REQUESTS)))
    p90 = quantiles(latencies, n=10)[-1]
    assert p90 < MAX_P90_MILLISECONDS, f"p90 is {p90:.0f} ms"


@pytest.mark.parametrize("customers", [1, 100, 5000])
def test_scores_small_and_large_requests(predict, customers):
    body = json.dumps({"instances": [CUSTOMER] * customers})
    assert len(predict(body, "application/json")) == customers
