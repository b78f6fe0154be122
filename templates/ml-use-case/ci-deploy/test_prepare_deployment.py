import json

import boto3
import prepare_deployment
import pytest
from botocore.stub import Stubber
from prepare_deployment import Refused, parameters_for, read_template, values_of_stage

ARN = "arn:aws:sagemaker:eu-west-1:100000000002:model-package/churn-models/7"
TEMPLATE = """
Parameters:
  EndpointName:
    Type: String
  InstanceCount:
    Type: Number
    Default: 1
  ModelPackageArn:
    Type: String
  ExecutionRoleArn:
    Type: String
  BaselineStatisticsUri:
    Type: String
    Default: ''
  CodeUri:
    Type: String
    Default: ''
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !Ref ExecutionRoleArn
      Containers: [{ ModelPackageName: !Sub '${ModelPackageArn}' }]
"""
CONFIGURATION = {
    "Parameters": {
        "EndpointName": "churn",
        "InstanceCount": 2,
        "BatchSchedule": "rate(1 day)",
        "ModelPackageArn": "of another version: what CI was started for wins",
    },
    "Tags": {"sagemaker:project-name": "churn"},
}


@pytest.fixture
def registry():
    client = boto3.client(
        "sagemaker", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    with Stubber(client) as stub:
        client.stub = stub
        yield client
        stub.assert_no_pending_responses()


@pytest.fixture
def repository(monkeypatch, tmp_path):
    monkeypatch.setattr(prepare_deployment, "ROOT", tmp_path)
    monkeypatch.setenv("EXECUTION_ROLE_ARN", "arn:aws:iam::210000000003:role/mlops-execution")
    folder = tmp_path / "inference_config" / "staging"
    folder.mkdir(parents=True)
    (folder / "inference_config.json").write_text(json.dumps(CONFIGURATION))
    (tmp_path / "endpoint.yaml").write_text(TEMPLATE)
    return tmp_path


def has(registry, status, **more):
    created = {"CreationTime": "2026-01-01T00:00:00Z"}
    statuses = {"ModelPackageStatus": "Completed", "ModelPackageStatusDetails": {}}
    statuses["ModelPackageStatusDetails"] = {"ValidationStatuses": []}
    registry.stub.add_response(
        "describe_model_package",
        {
            "ModelPackageName": "churn-models/7",
            "ModelPackageArn": ARN,
            "ModelApprovalStatus": status,
            **created,
            **statuses,
            **more,
        },
        {"ModelPackageName": ARN},
    )


def run(repository, registry, arn=ARN):
    arguments = ["--stage", "staging", "--model-package-arn", arn]
    arguments += ["--template", str(repository / "endpoint.yaml")]
    arguments += ["--output", str(repository / "parameters.json")]
    return prepare_deployment.main(arguments, registry)


def test_writes_what_the_template_asks_for(repository, registry):
    baseline = {"ContentType": "application/json", "S3Uri": "s3://b/statistics.json"}
    has(
        registry,
        "Approved",
        DriftCheckBaselines={"ModelDataQuality": {"Statistics": baseline}},
        CustomerMetadataProperties={"build-id": "run1", "code-uri": "s3://b/churn/run1/code"},
    )
    assert run(repository, registry) == 0
    assert json.loads((repository / "parameters.json").read_text()) == {
        "Parameters": {
            "EndpointName": "churn",
            "InstanceCount": "2",
            "ModelPackageArn": ARN,
            "ExecutionRoleArn": "arn:aws:iam::210000000003:role/mlops-execution",
            "BaselineStatisticsUri": "s3://b/statistics.json",
            "CodeUri": "s3://b/churn/run1/code",
        },
        "Tags": {"sagemaker:project-name": "churn"},
    }


@pytest.mark.parametrize("status", ["PendingManualApproval", "Rejected"])
def test_refuses_a_version_that_is_not_approved(repository, registry, status, capsys):
    has(registry, status)
    assert run(repository, registry) == 1
    assert f"is {status}, not Approved" in capsys.readouterr().err
    assert not (repository / "parameters.json").exists()


@pytest.mark.parametrize(
    "arn",
    [
        "",
        "none",
        "latest",
        "churn-models/7",
        "arn:aws:sagemaker:eu-west-1:100000000002:model-package-group/churn-models",
        f"{ARN}/8",
        f"{ARN} ",
        ARN.replace("/7", "/*"),
    ],
)
def test_refuses_anything_but_the_arn_of_one_version(repository, registry, arn, capsys):
    assert run(repository, registry, arn) == 1
    assert "never the latest" in capsys.readouterr().err


def test_names_parameters_without_a_value(repository):
    template = read_template(repository / "endpoint.yaml")
    with pytest.raises(Refused, match="No value for ModelPackageArn, ExecutionRoleArn: "):
        parameters_for(template, {"EndpointName": "churn"}, {"ExecutionRoleArn": None})


def test_knows_the_container_of_model_monitor():
    known = values_of_stage({"AWS_REGION": "eu-west-1", "EXECUTION_ROLE_ARN": "arn"})
    assert known["MonitorImageUri"].startswith("468650794304.dkr.ecr.eu-west-1.")
    assert values_of_stage({"AWS_REGION": "mars-1"})["MonitorImageUri"] is None
