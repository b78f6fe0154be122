import itertools
import json
import subprocess

import deploy_stage
import prepare_deployment
import pytest
from deploy_stage import deploy, deployment_order, main, stack_name
from prepare_deployment import Refused

VERSION = {
    "ModelPackageArn": "arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/7"
}
TEMPLATES = {
    "api_gateway/api_gateway.yaml": "Parameters: {FunctionArn: {Type: String}}",
    "endpoint/endpoint.yaml": (
        "Parameters: {EndpointName: {Type: String}, ModelPackageArn: {Type: String}}\n"
        "Outputs: {EndpointName: {Value: !Ref EndpointName}}"
    ),
    "lambda/lambda.yaml": (
        "Parameters: {EndpointName: {Type: String}}\nOutputs: {FunctionArn: {Value: x}}"
    ),
}


class CloudFormation:
    """Answers with the outputs of a stack."""

    def describe_stacks(self, StackName):
        outputs = {"churn-lambda-prod": {"FunctionArn": "arn:function"}}.get(StackName, {})
        each = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
        return {"Stacks": [{"Outputs": each}]}


class Bucket:
    """Keeps what is uploaded, by bucket and key."""

    def __init__(self):
        self.objects = {}

    def put_object(self, Bucket, Key, Body):
        self.objects[f"s3://{Bucket}/{Key}"] = Body


def after(option, arguments):
    """What follows an option of the CLI, up to the next one."""
    rest = arguments[arguments.index(option) + 1 :]
    return itertools.takewhile(lambda argument: not argument.startswith("--"), rest)


class Aws:
    """Stands for the AWS CLI: notes what is deployed, and fails for one stack."""

    def __init__(self, failing=None):
        self.failing, self.deployed = failing, {}

    def __call__(self, command, *arguments):
        options = dict(zip(arguments, arguments[1:]))
        if command == "deploy":
            stack = options["--stack-name"]
            if stack == self.failing:
                raise subprocess.CalledProcessError(1, command)
            self.deployed[stack] = dict(
                pair.split("=", 1) for pair in after("--parameter-overrides", arguments)
            )


@pytest.fixture
def repository(monkeypatch, tmp_path):
    for module in (deploy_stage, prepare_deployment):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setenv("BUCKET", "sagemaker-eu-west-1-210000000004")
    for name, text in TEMPLATES.items():
        file = tmp_path / "app_infra" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    config = tmp_path / "inference_config" / "prod" / "inference_config.json"
    config.parent.mkdir(parents=True)
    tags = {"sagemaker:project-name": "churn"}
    config.write_text(json.dumps({"Parameters": {"EndpointName": "churn"}, "Tags": tags}))
    return tmp_path


def test_deploys_every_stack_with_the_outputs_of_those_before(repository):
    aws = Aws()
    deploy("prod", VERSION, CloudFormation(), Bucket(), aws)
    assert list(aws.deployed.items()) == [
        (
            "churn-endpoint-prod",
            {"EndpointName": "churn", "ModelPackageArn": VERSION["ModelPackageArn"]},
        ),
        ("churn-lambda-prod", {"EndpointName": "churn"}),
        ("churn-api-gateway-prod", {"FunctionArn": "arn:function"}),
    ]


def test_brings_the_batch_pipeline_up_to_date(repository):
    script = repository / "app_infra" / "lambda" / "ml-pipeline-inference.py"
    script.touch()
    upserted = []
    deploy("prod", VERSION, CloudFormation(), Bucket(), Aws(), lambda *call: upserted.append(call))
    output = {"OutputKey": "FunctionArn", "OutputValue": "arn:function"}
    assert upserted == [(script, [output])]


def test_uploads_files_that_a_template_asks_for(repository):
    folder = repository / "app_infra" / "lambda"
    (folder / "monitor_preprocessor.py").write_text("handler = 1")
    (folder / "lambda.yaml").write_text("Parameters: {MonitorPreprocessorUri: {Type: String}}")
    bucket, aws = Bucket(), Aws()
    (repository / "app_infra" / "api_gateway" / "api_gateway.yaml").unlink()
    deploy("prod", VERSION, CloudFormation(), bucket, aws)
    [(uri, content)] = bucket.objects.items()
    assert content == b"handler = 1"
    assert uri.startswith("s3://sagemaker-eu-west-1-210000000004/churn-lambda-prod/files/")
    assert aws.deployed["churn-lambda-prod"] == {"MonitorPreprocessorUri": uri}


def test_stops_at_a_stack_that_fails_and_says_what_serves_now(repository):
    aws = Aws(failing="churn-endpoint-prod")
    with pytest.raises(Refused, match="churn-endpoint-prod was not deployed.*put back"):
        deploy("prod", VERSION, CloudFormation(), Bucket(), aws)
    assert aws.deployed == {}


class Registry:
    def __init__(self, status):
        self.status = status

    def describe_model_package(self, ModelPackageName):
        return {"ModelPackageArn": ModelPackageName, "ModelApprovalStatus": self.status}


@pytest.mark.parametrize("status, code", [("Approved", 0), ("Rejected", 1)])
def test_can_ask_before_somebody_approves(status, code):
    arguments = ["staging", VERSION["ModelPackageArn"], "--check"]
    assert main(arguments, Registry(status)) == code


def test_refuses_templates_that_wait_for_each_other():
    a = {"Parameters": {"B": {}}, "Outputs": {"A": {}}}
    b = {"Parameters": {"A": {}}, "Outputs": {"B": {}}}
    with pytest.raises(Refused, match="a.yaml, b.yaml take each other's outputs"):
        deployment_order({"a.yaml": a, "b.yaml": b})


def test_names_stacks_after_project_part_and_stage():
    path = "app_infra/api_gateway/api_gateway.yaml"
    assert stack_name("churn", path, "prod") == "churn-api-gateway-prod"
