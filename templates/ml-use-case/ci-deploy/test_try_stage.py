import json

import prepare_deployment
import pytest
import try_stage
from try_stage import batch_run

OUTPUTS = [{"OutputKey": "ModelName", "OutputValue": "churn-7"}]


class CloudFormation:
    def describe_stacks(self, StackName):
        assert StackName == "churn-batch-inference-staging"
        return {"Stacks": [{"Outputs": OUTPUTS}]}


@pytest.fixture
def repository(monkeypatch, tmp_path):
    for module in (try_stage, prepare_deployment):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    config = tmp_path / "inference_config" / "staging" / "inference_config.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"Tags": {"sagemaker:project-name": "churn"}}))
    return tmp_path


def test_runs_batch_inference_first(repository):
    folder = repository / "app_infra" / "batch_inference"
    folder.mkdir(parents=True)
    (folder / "ml-pipeline-inference.py").touch()
    (folder / "batch_inference.yaml").touch()

    def start(script, outputs, *options):
        assert (script.name, outputs) == ("ml-pipeline-inference.py", OUTPUTS)
        assert options == ("--start",)
        return "waiting\ns3://bucket/churn/run1"

    assert batch_run("staging", CloudFormation(), start) == "s3://bucket/churn/run1"


def test_has_no_run_of_real_time_inference(repository):
    assert batch_run("staging", CloudFormation()) is None
