import json
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[1]
INPUT = TRAINING / "input.json"
SETTINGS = json.loads(INPUT.read_text())
ROLE = "arn:aws:iam::210000000002:role/pipelines"


@pytest.fixture
def run(script, session):
    required = ["--input", str(INPUT), "--role", ROLE, "--commit", "abc123"]
    return lambda *options: script.main([*required, *options], session=session)


def calls_of(aws, operation):
    return [content for name, content in aws.calls if name == operation]


def test_brings_sources_and_pipeline_to_aws(run, aws):
    run()
    folder = f"{SETTINGS['projectName']}/sources/abc123"
    job = "algorithms/preprocessing/collect_data/__main__.py"
    assert b"generate_customers" in aws.uploads[f"{folder}/{job}"]
    assert not [key for key in aws.uploads if "/test/" in key]
    [pipeline] = calls_of(aws, "CreatePipeline")
    assert pipeline["PipelineName"] == SETTINGS["pipelineName"]
    assert pipeline["RoleArn"] == ROLE
    tags = {tag["Key"]: tag["Value"] for tag in pipeline["Tags"]}
    assert tags["sagemaker:project-name"] == SETTINGS["projectName"]
    assert "mlops:branch" not in tags
    assert not calls_of(aws, "StartPipelineExecution")


def test_starts_the_pipeline_of_a_branch(run, aws):
    run("--branch", "feature/more-data", "--start")
    [pipeline] = calls_of(aws, "CreatePipeline")
    assert {"Key": "mlops:branch", "Value": "feature/more-data"} in pipeline["Tags"]
    assert pipeline["PipelineName"] != SETTINGS["pipelineName"]
    [start] = calls_of(aws, "StartPipelineExecution")
    assert start["PipelineName"] == pipeline["PipelineName"]


def test_print_shows_the_definition_and_changes_no_pipeline(run, aws, capsys):
    run("--print")
    steps = json.loads(capsys.readouterr().out)["Steps"]
    assert steps[0]["Name"] == "CollectData"
    assert not aws.calls


def test_refuses_another_branch_before_it_asks_aws(run, aws, capsys):
    with pytest.raises(SystemExit):
        run("--branch", "bugfix/a")
    assert "cannot be a feature branch" in capsys.readouterr().err
    assert not aws.calls and not aws.uploads
