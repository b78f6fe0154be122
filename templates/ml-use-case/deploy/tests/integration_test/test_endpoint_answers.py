import json
import os
from pathlib import Path

import boto3
import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGE = os.environ.get("STAGE", "staging")
CONFIG = json.loads((ROOT / "inference_config" / STAGE / "inference_config.json").read_text())
ENDPOINT = CONFIG["Parameters"]["EndpointName"]

CUSTOMER = {
    "age": 42,
    "tenure_months": 3,
    "monthly_spend": 39.9,
    "support_tickets": 2,
    "contract": "monthly",
}


@pytest.fixture
def runtime():
    return boto3.client("sagemaker-runtime")


def invoke(runtime, body, content_type):
    response = runtime.invoke_endpoint(EndpointName=ENDPOINT, ContentType=content_type, Body=body)
    return json.loads(response["Body"].read())["predictions"]


def test_scores_json(runtime):
    body = json.dumps({"instances": [CUSTOMER, CUSTOMER]})
    first, second = invoke(runtime, body, "application/json")
    assert first == second
    assert 0 <= first <= 1


def test_scores_csv_like_json(runtime):
    csv = ",".join(CUSTOMER) + "\n" + ",".join(str(value) for value in CUSTOMER.values())
    as_csv = invoke(runtime, csv, "text/csv")
    as_json = invoke(runtime, json.dumps({"instances": [CUSTOMER]}), "application/json")
    assert as_csv == pytest.approx(as_json)


def test_refuses_what_it_cannot_read(runtime):
    with pytest.raises(runtime.exceptions.ModelError):
        invoke(runtime, "not json", "application/json")
