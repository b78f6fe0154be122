import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

import boto3

ROOT = Path(__file__).resolve().parents[2]
STAGE = os.environ.get("STAGE", "staging")
CONFIG = json.loads((ROOT / "inference_config" / STAGE / "inference_config.json").read_text())
ENDPOINT = CONFIG["Parameters"]["EndpointName"]
MAX_P90_MILLISECONDS = float(os.environ.get("MAX_P90_MILLISECONDS", "500"))
CALLERS = 10
REQUESTS = 200

BODY = json.dumps(
    {
        "instances": [
            {
                "age": 42,
                "tenure_months": 3,
                "monthly_spend": 39.9,
                "support_tickets": 2,
                "contract": "monthly",
            }
        ]
    }
)


def test_answers_fast_with_many_callers():
    runtime = boto3.client("sagemaker-runtime")

    def milliseconds(_):
        start = time.perf_counter()
        runtime.invoke_endpoint(
            EndpointName=ENDPOINT, ContentType="application/json", Body=BODY
        )["Body"].read()
        return (time.perf_counter() - start) * 1000

    with ThreadPoolExecutor(CALLERS) as callers:
        latencies = list(callers.map(milliseconds, range(REQUESTS)))
    p90 = quantiles(latencies, n=10)[-1]
    assert p90 < MAX_P90_MILLISECONDS, f"p90 is {p90:.0f} ms"
