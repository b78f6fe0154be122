"""The SDK without AWS: the requests of a session are answered here, and nothing else gets out."""

import importlib.util
import io
import json
import os
import socket
from pathlib import Path

# The SDK makes clients while it is imported, and sessions of its own later.
os.environ.update(
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION="eu-west-1",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="true",
    SAGEMAKER_VALIDATE_ROLE="false",
)

import boto3  # noqa: E402
import pytest  # noqa: E402
from botocore.awsrequest import AWSResponse  # noqa: E402
from branch_names import settings_of  # noqa: E402
from pipeline_definition import build  # noqa: E402
from sagemaker.core.workflow.pipeline_context import PipelineSession  # noqa: E402

ROLE = "arn:aws:iam::210000000002:role/pipelines"
BUCKET = "sagemaker-eu-west-1-210000000002"
QUIET = {
    "SchemaVersion": "1.0",
    "SageMaker": {"PythonSDK": {"Modules": {"TelemetryOptOut": True}}},
}
BUCKETS = f"""<ListAllMyBucketsResult><Buckets><Bucket><Name>{BUCKET}</Name>
<CreationDate>2024-01-01T00:00:00Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>"""


class Body(io.BytesIO):
    def stream(self, **_):
        yield self.read()


class FakeAws:
    """What AWS was asked for, and answers that let the SDK go on."""

    def __init__(self):
        self.uploads = {}
        self.calls = []

    def answer(self, request, **_):
        host, path = request.url.split("/", 3)[2:]
        if ".s3." in f".{host}" or host.startswith("s3."):
            return self._s3(request, path)
        operation = request.headers.get("X-Amz-Target", b"").decode().split(".")[-1]
        content = json.loads(request.body)
        self.calls.append((operation, content))
        arn = "arn:aws:sagemaker:eu-west-1:210000000002:pipeline/x"
        answer = {"PipelineArn": arn, "PipelineExecutionArn": f"{arn}/execution/run1"}
        return self._response(request, json.dumps(answer))

    def _s3(self, request, path):
        if request.method == "PUT":
            body = request.body
            self.uploads[path] = body.read() if hasattr(body, "read") else body
        return self._response(request, BUCKETS if request.method == "GET" else "")

    def _response(self, request, text):
        return AWSResponse(request.url, 200, {}, Body(text.encode()))


@pytest.fixture(scope="module", autouse=True)
def no_network():
    def refuse(_, address):
        raise AssertionError(f"a test must not connect to {address}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture
def aws():
    return FakeAws()


@pytest.fixture
def session(aws):
    return session_with(aws)


def session_with(aws):
    boto_session = boto3.Session()
    boto_session.events.register("before-send", aws.answer)
    return PipelineSession(boto_session=boto_session, default_bucket=BUCKET, sagemaker_config=QUIET)


@pytest.fixture(scope="module")
def make_definition(no_network):
    """Definition of a branch's pipeline, and what making it has uploaded by its keys."""

    def make(settings, branch):
        aws = FakeAws()
        pipeline = build(settings_of(settings, branch), ROLE, "abc123", session_with(aws))
        return json.loads(pipeline.definition()), aws.uploads

    return make


@pytest.fixture(scope="module")
def script():
    """The script, whose name no import statement can take."""
    path = Path(__file__).parents[1] / "ml-pipeline-training.py"
    spec = importlib.util.spec_from_file_location("ml_pipeline_training", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
