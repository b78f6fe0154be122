"""Set-up of the tests against an endpoint, see tests/README.md."""

import importlib.util
import json
import os
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

ROOT = Path(__file__).parent
STAGE = os.environ.get("STAGE", "staging")

os.environ.setdefault("AWS_DEFAULT_REGION", "${{ values.useCase.region }}")


@pytest.fixture(scope="session")
def endpoint_name():
    configuration = ROOT / "inference_config" / STAGE / "inference_config.json"
    return json.loads(configuration.read_text())["Parameters"]["EndpointName"]


@pytest.fixture(scope="session")
def runtime():
    return boto3.client("sagemaker-runtime")


@pytest.fixture(scope="session")
def predict(runtime, endpoint_name):
    """Asks the endpoint of the stage: predict(body, content type) answers its predictions."""

    def ask(body, content_type):
        response = runtime.invoke_endpoint(
            EndpointName=endpoint_name,
            ContentType=content_type,
            Accept="application/json",
            Body=body,
        )
        return json.loads(response["Body"].read())["predictions"]

    return ask


@pytest.fixture(scope="session")
def call_api(endpoint_name):
    """Asks the API of the stage: call_api(body, content type) answers status and content.

    A local endpoint has no API in front of it: there the API's function runs in this process.
    """
    if "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME" in os.environ:
        os.environ["ENDPOINT_NAME"] = endpoint_name
        return call_function
    url = f"{url_of_api(endpoint_name)}/predictions"
    return lambda body, content_type: call_signed(url, body, content_type)


def call_function(body, content_type):
    source = ROOT / "app_infra" / "lambda" / "invoke_endpoint.py"
    spec = importlib.util.spec_from_file_location("invoke_endpoint", source)
    function = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(function)
    event = {"headers": {"content-type": content_type}, "body": body}
    answer = function.handler(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def url_of_api(endpoint_name):
    pages = boto3.client("apigatewayv2").get_paginator("get_apis").paginate()
    apis = [api for page in pages for api in page["Items"]]
    [url] = [api["ApiEndpoint"] for api in apis if api["Name"] == f"{endpoint_name}-inference"]
    return url


def call_signed(url, body, content_type):
    session = boto3.Session()
    request = AWSRequest("POST", url, {"content-type": content_type}, body.encode())
    SigV4Auth(session.get_credentials(), "execute-api", session.region_name).add_auth(request)
    signed = urllib.request.Request(url, body.encode(), dict(request.headers), method="POST")
    try:
        with urllib.request.urlopen(signed, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
