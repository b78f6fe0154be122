import base64
import importlib.util
import io
import json
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "invoke_endpoint.py"
spec = importlib.util.spec_from_file_location("invoke_endpoint", SOURCE)
invoke_endpoint = importlib.util.module_from_spec(spec)
spec.loader.exec_module(invoke_endpoint)


class ModelError(Exception):
    def __init__(self, status):
        super().__init__("model error")
        self.response = {"OriginalStatusCode": status}


class Runtime:
    class exceptions:
        ModelError = ModelError

    def __init__(self, failure=None):
        self.failure = failure
        self.requests = []

    def invoke_endpoint(self, **request):
        self.requests.append(request)
        if self.failure:
            raise ModelError(self.failure)
        return {"Body": io.BytesIO(b'{"predictions": [0.25]}')}


@pytest.fixture(autouse=True)
def endpoint(monkeypatch):
    monkeypatch.setenv("ENDPOINT_NAME", "churn")


def test_hands_the_body_to_the_endpoint():
    runtime = Runtime()
    event = {"headers": {"content-type": "application/json"}, "body": '{"instances": []}'}
    response = invoke_endpoint.handler(event, None, runtime)
    assert response["statusCode"] == 200
    assert json.loads(response["body"]) == {"predictions": [0.25]}
    assert runtime.requests[0]["EndpointName"] == "churn"
    assert runtime.requests[0]["Body"] == '{"instances": []}'


def test_decodes_binary_bodies():
    runtime = Runtime()
    body = base64.b64encode(b"age\n42\n").decode()
    event = {"headers": {"content-type": "text/csv"}, "body": body, "isBase64Encoded": True}
    assert invoke_endpoint.handler(event, None, runtime)["statusCode"] == 200
    assert runtime.requests[0]["Body"] == b"age\n42\n"


@pytest.mark.parametrize(
    "event, status",
    [
        ({"headers": {"content-type": "image/png"}, "body": "x"}, 415),
        ({"headers": {}, "body": ""}, 400),
    ],
)
def test_refuses_without_asking_the_model(event, status):
    runtime = Runtime()
    assert invoke_endpoint.handler(event, None, runtime)["statusCode"] == status
    assert runtime.requests == []


@pytest.mark.parametrize("model_status, status", [(400, 400), (500, 502)])
def test_tells_bad_requests_from_a_broken_model(model_status, status):
    event = {"headers": {}, "body": "{}"}
    response = invoke_endpoint.handler(event, None, Runtime(failure=model_status))
    assert response["statusCode"] == status
