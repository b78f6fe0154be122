import io
import json
import sys
import tarfile
import urllib.error
import urllib.request

import pytest
from local_endpoint import LocalEndpoint, Model, main

INFERENCE = """
import json

def model_fn(folder):
    return json.load(open(f"{folder}/model.json"))["factor"]

def input_fn(body, content_type):
    if content_type != "application/json":
        raise ValueError(f"cannot read {content_type}")
    return json.loads(body)

def predict_fn(numbers, factor):
    return [number * factor for number in numbers]

def output_fn(numbers, accept):
    return json.dumps(numbers), accept
"""


def archive_of(folder, files):
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
    return path


@pytest.fixture
def archive(tmp_path):
    return archive_of(tmp_path, {"model.json": '{"factor": 3}', "code/inference.py": INFERENCE})


@pytest.fixture
def endpoint(archive, tmp_path):
    with LocalEndpoint("churn", Model(archive, tmp_path / "model")) as endpoint:
        yield endpoint


def post(url, path, body, content_type="application/json"):
    request = urllib.request.Request(
        url + path, body.encode(), {"content-type": content_type, "accept": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.headers, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, error.headers, json.load(error)


def test_answers_with_the_model(endpoint):
    status, headers, answer = post(endpoint.url, "/endpoints/churn/invocations", "[1, 2]")
    assert (status, answer) == (200, [3, 6])
    assert headers["content-type"] == "application/json"
    assert headers["x-Amzn-Invoked-Production-Variant"] == "AllTraffic"


@pytest.mark.parametrize(
    "body, content_type, message",
    [
        ("not json", "application/json", "JSONDecodeError"),
        ("1,2", "text/csv", "ValueError: cannot read text/csv"),
    ],
)
def test_says_what_the_model_has_refused(endpoint, body, content_type, message):
    path = "/endpoints/churn/invocations"
    status, headers, answer = post(endpoint.url, path, body, content_type)
    assert (status, headers["x-amzn-ErrorType"]) == (424, "ModelError")
    assert answer["OriginalStatusCode"] == 500
    assert message in answer["OriginalMessage"]
    assert post(endpoint.url, path, "[1]")[0] == 200


@pytest.mark.parametrize(
    "path, status, code",
    [
        ("/endpoints/other/invocations", 400, "ValidationError"),
        ("/endpoints/churn", 404, "UnknownOperationException"),
    ],
)
def test_refuses_what_is_not_its_endpoint(endpoint, path, status, code):
    found, headers, _ = post(endpoint.url, path, "[1]")
    assert (found, headers["x-amzn-ErrorType"]) == (status, code)


@pytest.mark.parametrize(
    "files, message",
    [
        ({"model.json": "{}"}, "has no code/inference.py"),
        ({"code/inference.py": "def model_fn(folder): pass"}, "lacks input_fn, predict_fn"),
        ({"../inference.py": INFERENCE}, "outside the destination"),
    ],
)
def test_refuses_an_archive_that_is_not_a_model(tmp_path, files, message):
    with pytest.raises((ValueError, tarfile.TarError), match=message):
        Model(archive_of(tmp_path, files), tmp_path / "model")


@pytest.mark.parametrize("code", [0, 3])
def test_runs_a_command_against_the_endpoint(archive, tmp_path, code):
    script = tmp_path / "call.py"
    script.write_text(
        "import os, sys, urllib.request\n"
        "url = os.environ['AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME']\n"
        "request = urllib.request.Request(\n"
        "    url + '/endpoints/churn/invocations', b'[2]', {'content-type': 'application/json'}\n"
        ")\n"
        "assert urllib.request.urlopen(request).read() == b'[6]'\n"
        f"sys.exit({code})\n"
    )
    command = [sys.executable, str(script)]
    assert main(["--model", str(archive), "--name", "churn", "--", *command]) == code
