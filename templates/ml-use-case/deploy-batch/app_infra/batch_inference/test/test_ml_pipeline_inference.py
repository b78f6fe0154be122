import importlib.util
import json
from pathlib import Path

import boto3
import pytest
from sagemaker.core.workflow.pipeline_context import PipelineSession

SOURCE = Path(__file__).resolve().parents[1] / "ml-pipeline-inference.py"
spec = importlib.util.spec_from_file_location("ml_pipeline_inference", SOURCE)
pipeline_script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pipeline_script)

PROJECT = pipeline_script.PROJECT
VERSION = "s3://registry/project/run1"
DEPLOYED = {
    "ModelName": "Model-abc",
    "ModelPackageArn": "arn:aws:sagemaker:eu-west-1:111111111111:model-package/models/7",
    "ExecutionRoleArn": "arn:aws:iam::222222222222:role/execution",
    "CodeUri": f"{VERSION}/code",
    "BaselineStatisticsUri": f"{VERSION}/ml-pipeline-outputs/ExportBaseline/statistics.json",
    "BaselineConstraintsUri": f"{VERSION}/ml-pipeline-outputs/ExportBaseline/constraints.json",
    "InstanceType": "ml.m5.xlarge",
    "InstanceCount": "3",
    "InputBucketName": "inputs",
    "InputPrefix": "incoming/",
    "FailOnViolation": "true",
}
EXECUTION = {"Get": "Execution.PipelineExecutionId"}


@pytest.fixture
def definition_of(monkeypatch):
    session = PipelineSession(
        boto_session=boto3.Session(
            aws_access_key_id="none",
            aws_secret_access_key="none",
            region_name=pipeline_script.REGION,
        )
    )
    # The SDK would look for the bucket in AWS.
    monkeypatch.setattr(session, "default_bucket", lambda: "results")

    def build(**changes):
        deployed = {**DEPLOYED, **changes}
        return json.loads(pipeline_script.build(deployed, session).definition())

    return build


@pytest.fixture
def steps(definition_of):
    return {step["Name"]: step["Arguments"] for step in definition_of()["Steps"]}


def written_by(step, output=None):
    values = [f"s3://results/{PROJECT}", EXECUTION, f"ml-pipeline-outputs/{step}"]
    return {"Std:Join": {"On": "/", "Values": values + ([output] if output else [])}}


def output_of(step, output):
    path = f"Steps.{step}.ProcessingOutputConfig.Outputs['{output}'].S3Output.S3Uri"
    return {"Get": path}


def inputs_of(step):
    return {each["InputName"]: each["S3Input"]["S3Uri"] for each in step["ProcessingInputs"]}


def test_runs_the_steps_one_after_another(definition_of):
    definition = definition_of()
    assert [(step["Name"], step["Type"]) for step in definition["Steps"]] == [
        ("PrepareFeatures", "Processing"),
        ("Score", "Transform"),
        ("JoinScores", "Processing"),
        ("MonitorData", "Processing"),
    ]
    assert definition["Steps"][3]["DependsOn"] == ["JoinScores"]


def test_reads_what_its_starter_names_and_everything_otherwise(definition_of, steps):
    assert definition_of()["Parameters"] == [
        {"Name": "InputKey", "Type": "String", "DefaultValue": "incoming/"}
    ]
    values = ["s3://inputs", {"Get": "Parameters.InputKey"}]
    assert inputs_of(steps["PrepareFeatures"])["raw"] == {"Std:Join": {"On": "/", "Values": values}}


def test_hands_the_data_from_step_to_step(steps):
    customers = output_of("PrepareFeatures", "customers")
    source = steps["Score"]["TransformInput"]["DataSource"]["S3DataSource"]
    assert source == {"S3DataType": "S3Prefix", "S3Uri": customers}
    assert inputs_of(steps["JoinScores"])["customers"] == customers
    assert inputs_of(steps["JoinScores"])["scores"] == {
        "Get": "Steps.Score.TransformOutput.S3OutputPath"
    }
    assert inputs_of(steps["MonitorData"])["customers"] == customers
    assert inputs_of(steps["MonitorData"])["baseline"] == (
        f"{VERSION}/ml-pipeline-outputs/ExportBaseline"
    )


@pytest.mark.parametrize(
    "step, output",
    [("PrepareFeatures", "customers"), ("JoinScores", "result"), ("MonitorData", "report")],
)
def test_writes_into_the_partition_of_the_run(steps, step, output):
    [written] = steps[step]["ProcessingOutputConfig"]["Outputs"]
    assert written["S3Output"]["S3Uri"] == written_by(step, output)


def test_writes_scores_into_the_partition_of_the_run(steps):
    assert steps["Score"]["TransformOutput"]["S3OutputPath"] == written_by("Score")


@pytest.mark.parametrize(
    "step, job",
    [
        ("PrepareFeatures", "preprocessing.prepare_features"),
        ("JoinScores", "postprocessing.join_scores"),
        ("MonitorData", "postprocessing.monitor_data"),
    ],
)
def test_runs_the_sources_of_the_version(steps, step, job):
    arguments = steps[step]
    entrypoint = arguments["AppSpecification"]["ContainerEntrypoint"]
    assert entrypoint == ["python3", "-m", f"algorithms.{job}"]
    [code] = [each for each in arguments["ProcessingInputs"] if each["InputName"] == "code"]
    assert code["S3Input"]["S3Uri"] == DEPLOYED["CodeUri"]
    assert arguments["Environment"]["PYTHONPATH"] == code["S3Input"]["LocalPath"]


def test_jobs_read_and_write_where_their_data_is(steps):
    for name in ("PrepareFeatures", "JoinScores", "MonitorData"):
        step = steps[name]
        given = step["AppSpecification"]["ContainerArguments"]
        paths = {each for each in given if each.startswith("/opt/ml/processing/")}
        read = {each["S3Input"]["LocalPath"] for each in step["ProcessingInputs"]}
        [written] = step["ProcessingOutputConfig"]["Outputs"]
        target = written["S3Output"]["LocalPath"]
        assert read - paths == {"/opt/ml/processing/input/code"}
        assert [each for each in paths - read if target.startswith(each)] == list(paths - read)


def test_scores_with_the_model_of_the_stack(steps):
    assert steps["Score"]["ModelName"] == "Model-abc"
    assert steps["Score"]["TransformResources"] == {
        "InstanceCount": 3,
        "InstanceType": "ml.m5.xlarge",
    }


@pytest.mark.parametrize("value, fails", [("true", True), ("false", False)])
def test_violations_fail_a_run_when_configured(definition_of, value, fails):
    monitor = definition_of(FailOnViolation=value)["Steps"][3]["Arguments"]
    given = monitor["AppSpecification"]["ContainerArguments"]
    assert ("--fail-on-violation" in given) == fails


def test_a_version_without_a_baseline_is_not_monitored(definition_of):
    definition = definition_of(BaselineStatisticsUri=None, BaselineConstraintsUri=None)
    assert [step["Name"] for step in definition["Steps"]] == [
        "PrepareFeatures",
        "Score",
        "JoinScores",
    ]


def test_refuses_a_baseline_in_two_folders(definition_of):
    with pytest.raises(
        ValueError, match="not in one folder: s3://a/statistics.json, s3://registry"
    ):
        definition_of(BaselineStatisticsUri="s3://a/statistics.json")


def test_shows_the_definition_of_what_a_stack_has_deployed(tmp_path, capsys, monkeypatch):
    outputs = [{"OutputKey": key, "OutputValue": value} for key, value in DEPLOYED.items()]
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(outputs))
    monkeypatch.setattr(PipelineSession, "default_bucket", lambda self: "results")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    pipeline_script.main(["--stack-outputs", str(file), "--print"])
    shown = capsys.readouterr().out
    assert (
        json.loads(shown[shown.index("{") :])["Steps"][1]["Arguments"]["ModelName"] == "Model-abc"
    )
