import json
import os
from pathlib import Path
from statistics import mean

import boto3
import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGE = os.environ.get("STAGE", "staging")
CONFIG = json.loads((ROOT / "inference_config" / STAGE / "inference_config.json").read_text())
ENDPOINT = CONFIG["Parameters"]["EndpointName"]


def customers(**common):
    return [
        {"age": age, "tenure_months": 24, "monthly_spend": 40.0, "support_tickets": 1,
         "contract": "monthly", **common}
        for age in range(20, 80, 5)
    ]


@pytest.fixture(scope="module")
def scores():
    runtime = boto3.client("sagemaker-runtime")

    def of(instances):
        response = runtime.invoke_endpoint(
            EndpointName=ENDPOINT,
            ContentType="application/json",
            Body=json.dumps({"instances": instances}),
        )
        return json.loads(response["Body"].read())["predictions"]

    return of


def test_scores_are_probabilities(scores):
    assert all(0 <= score <= 1 for score in scores(customers()))


def test_annoyed_customers_leave_more_often(scores):
    calm = mean(scores(customers(support_tickets=0)))
    annoyed = mean(scores(customers(support_tickets=5)))
    assert annoyed > calm + 0.2


def test_long_contracts_and_long_tenure_keep_customers(scores):
    loose = mean(scores(customers(contract="monthly", tenure_months=1)))
    bound = mean(scores(customers(contract="yearly", tenure_months=96)))
    assert bound < loose
