import json

import pytest

BUCKET = "s3://sagemaker-eu-west-1-210000000002"
GROUPS = "arn:aws:sagemaker:eu-west-1:100000000002:model-package-group"
SETTINGS = {
    "region": "eu-west-1",
    "pipelineName": "churn-training",
    "projectName": "churn",
    "modelGroupArn": f"{GROUPS}/churn-models",
    "repository": "churn-build",
    "owner": "group:default/credit-risk",
    "instanceType": "ml.m5.large",
    "rows": 500,
    "minimumAuc": 0.75,
}
RUN_ID = {"Get": "Execution.PipelineExecutionId"}


@pytest.fixture(scope="module")
def made(make_definition):
    return make_definition(SETTINGS, "main")


@pytest.fixture(scope="module")
def definition(made):
    return made[0]


@pytest.fixture(scope="module")
def steps(definition):
    """All steps by name, those in the branches of the condition as well."""
    found = {step["Name"]: step for step in definition["Steps"]}
    arguments = found["CheckQuality"]["Arguments"]
    branches = arguments["IfSteps"] + arguments["ElseSteps"]
    return {**found, **{step["Name"]: step for step in branches}}


def outputs_of(step):
    outputs = step["Arguments"]["ProcessingOutputConfig"]["Outputs"]
    return {each["OutputName"]: each["S3Output"]["S3Uri"] for each in outputs}


def in_run(*path, root=f"{BUCKET}/churn"):
    return {"Std:Join": {"On": "/", "Values": [root, RUN_ID, *path]}}


def output(step, name):
    return {"Get": f"Steps.{step}.ProcessingOutputConfig.Outputs['{name}'].S3Output.S3Uri"}


def file_of(step, name, file):
    uri = {"Std:Join": {"On": "/", "Values": [output(step, name), file]}}
    return {"ContentType": "application/json", "S3Uri": uri}


def test_has_these_steps(definition):
    assert [(step["Name"], step["Type"]) for step in definition["Steps"]] == [
        ("CollectData", "Processing"),
        ("PrepareFeatures", "Processing"),
        ("TrainModel", "Training"),
        ("EvaluateModel", "Processing"),
        ("ExportBaseline", "Processing"),
        ("CheckQuality", "Condition"),
    ]
    assert [
        (parameter["Name"], parameter["DefaultValue"]) for parameter in definition["Parameters"]
    ] == [("Rows", 500), ("MinimumAuc", 0.75), ("ApprovalStatus", "PendingManualApproval")]


@pytest.mark.parametrize(
    "name, earlier",
    [
        ("CollectData", set()),
        ("PrepareFeatures", {"CollectData"}),
        ("TrainModel", {"CollectData", "PrepareFeatures"}),
        ("EvaluateModel", {"CollectData", "PrepareFeatures", "TrainModel"}),
        ("ExportBaseline", {"CollectData", "PrepareFeatures"}),
        ("RegisterModel", {"CollectData", "TrainModel", "EvaluateModel", "ExportBaseline"}),
    ],
)
def test_order_follows_from_what_a_step_reads(steps, name, earlier):
    text = json.dumps(steps[name]["Arguments"])
    assert {other for other in steps if f"Steps.{other}." in text} == earlier


@pytest.mark.parametrize(
    "name, module",
    [
        ("CollectData", "preprocessing.collect_data"),
        ("PrepareFeatures", "preprocessing.prepare_features"),
        ("EvaluateModel", "postprocessing.evaluate_model"),
        ("ExportBaseline", "postprocessing.export_baseline"),
    ],
)
def test_runs_the_jobs_from_the_sources_of_the_run(steps, name, module):
    arguments = steps[name]["Arguments"]
    entrypoint = arguments["AppSpecification"]["ContainerEntrypoint"]
    assert entrypoint == ["python3", "-m", f"algorithms.{module}"]
    [code] = [each for each in arguments["ProcessingInputs"] if each["InputName"] == "code"]
    assert arguments["Environment"]["PYTHONPATH"] == code["S3Input"]["LocalPath"]
    first = f"{BUCKET}/churn/sources/abc123"
    later = output("CollectData", "code")
    assert code["S3Input"]["S3Uri"] == (first if name == "CollectData" else later)


def test_trains_from_the_sources_of_the_run(steps, made):
    channels = {
        channel["ChannelName"]: channel["DataSource"]["S3DataSource"]["S3Uri"]
        for channel in steps["TrainModel"]["Arguments"]["InputDataConfig"]
    }
    assert channels["code"] == output("CollectData", "code")
    assert channels["train"] == output("PrepareFeatures", "train")
    environment = steps["TrainModel"]["Arguments"]["Environment"]
    assert environment["PYTHONPATH"] == "/opt/ml/input/data/code"
    [command] = [body for key, body in made[1].items() if key.endswith("/sm_train.sh")]
    assert b"python3 -m algorithms.training.train_model" in command


def test_keeps_everything_in_the_partition_of_the_run(steps):
    places = {
        name: outputs_of(step) for name, step in steps.items() if step["Type"] == "Processing"
    }
    assert places == {
        "CollectData": {"input-of-run": in_run("input"), "code": in_run("code")},
        "PrepareFeatures": {
            part: in_run("ml-pipeline-outputs", "PrepareFeatures", part)
            for part in ("train", "validation", "test")
        },
        "EvaluateModel": {"evaluation": in_run("ml-pipeline-outputs", "EvaluateModel")},
        "ExportBaseline": {"baseline": in_run("ml-pipeline-outputs", "ExportBaseline")},
    }
    training = steps["TrainModel"]["Arguments"]["OutputDataConfig"]
    assert training["S3OutputPath"] == in_run("ml-pipeline-outputs", "TrainModel")


def test_registers_only_what_is_good_enough(steps):
    arguments = steps["CheckQuality"]["Arguments"]
    [condition] = arguments["Conditions"]
    auc = {
        "Std:JsonGet": {
            "PropertyFile": {"Get": "Steps.EvaluateModel.PropertyFiles.Evaluation"},
            "Path": "binary_classification_metrics.auc.value",
        }
    }
    assert condition == {
        "Type": "GreaterThanOrEqualTo",
        "LeftValue": auc,
        "RightValue": {"Get": "Parameters.MinimumAuc"},
    }
    [report] = steps["EvaluateModel"]["PropertyFiles"]
    assert (report["OutputName"], report["FilePath"]) == ("evaluation", "evaluation.json")
    assert [step["Name"] for step in arguments["IfSteps"]] == ["RegisterModel"]
    assert [step["Name"] for step in arguments["ElseSteps"]] == ["QualityTooLow"]
    assert steps["RegisterModel"]["Type"] == "RegisterModel"
    assert steps["QualityTooLow"]["Type"] == "Fail"


def test_registers_with_origin_reports_and_baseline(steps):
    version = steps["RegisterModel"]["Arguments"]
    assert version["ModelPackageGroupName"] == f"{GROUPS}/churn-models"
    assert version["ModelApprovalStatus"] == {"Get": "Parameters.ApprovalStatus"}
    assert version["MetadataProperties"] == {
        "CommitId": "abc123",
        "Repository": "churn-build",
        "ProjectId": "churn",
        "GeneratedBy": {"Get": "Execution.PipelineExecutionArn"},
    }
    assert version["CustomerMetadataProperties"] == {
        "build-id": RUN_ID,
        "code-uri": output("CollectData", "code"),
    }
    data_quality = {
        "Statistics": file_of("ExportBaseline", "baseline", "statistics.json"),
        "Constraints": file_of("ExportBaseline", "baseline", "constraints.json"),
    }
    assert version["DriftCheckBaselines"] == {"ModelDataQuality": data_quality}
    assert version["ModelMetrics"]["ModelDataQuality"] == data_quality
    assert version["ModelMetrics"]["ModelQuality"] == {
        "Statistics": file_of("EvaluateModel", "evaluation", "evaluation.json")
    }
    [container] = version["InferenceSpecification"]["Containers"]
    model = {"Get": "Steps.TrainModel.ModelArtifacts.S3ModelArtifacts"}
    assert container["ModelDataUrl"] == model


def test_branch_has_all_of_its_own(make_definition):
    definition, uploads = make_definition(SETTINGS, "feature/more-data")
    text = json.dumps(definition)
    own = "churn/branches/more-data-6557b90b"
    assert text.count(f"{BUCKET}/") == text.count(f"{BUCKET}/{own}")
    assert f"{GROUPS}/churn-more-data-6557b90b-models" in text
    assert f"{GROUPS}/churn-models" not in text
    assert json.dumps(in_run("code", root=f"{BUCKET}/{own}")) in text
    assert uploads and all(key.startswith(f"{own}/sources/") for key in uploads)
