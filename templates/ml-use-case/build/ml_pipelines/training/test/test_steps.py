"""All steps one after another in a folder, as the pipelines of training and inference run them."""

import json
import tarfile
from importlib import import_module, util

import pandas as pd
import pytest

from algorithms.shared_libraries.customers import FEATURES, ID, SCORE
from algorithms.shared_libraries.tables import read_tables, write_table

ROWS = 2000


def run(job, **options):
    """Runs main() of a job; `train_dir=x` is --train-dir x."""
    arguments = [
        text
        for name, value in options.items()
        for text in (f"--{name.replace('_', '-')}", str(value))
    ]
    import_module(f"algorithms.{job}.__main__").main(arguments)


def train_model(train_dir, output_dir):
    """Trains, and leaves an archive of the model as SageMaker does."""
    run("training.train_model", train_dir=train_dir, model_dir=output_dir / "model")
    with tarfile.open(output_dir / "model.tar.gz", "w:gz") as tar:
        for path in sorted((output_dir / "model").iterdir()):
            tar.add(path, arcname=path.name)


def transform(archive, customers_dir, scores_dir):
    """Scores as a batch transform does: with the handler in the archive, a request for a part."""
    with tarfile.open(archive) as tar:
        tar.extractall(scores_dir / "unpacked")
    handler = scores_dir / "unpacked" / "code" / "inference.py"
    spec = util.spec_from_file_location("inference", handler)
    inference = util.module_from_spec(spec)
    spec.loader.exec_module(inference)
    model = inference.model_fn(scores_dir / "unpacked")
    for part in sorted(customers_dir.iterdir()):
        customers = inference.input_fn(part.read_bytes(), "text/csv")
        answer, _ = inference.output_fn(inference.predict_fn(customers, model), "application/json")
        (scores_dir / f"{part.name}.out").write_text(answer)


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """The partition of a run of training."""
    partition = tmp_path_factory.mktemp("training")
    outputs = partition / "ml-pipeline-outputs"
    features = outputs / "PrepareFeatures"
    run(
        "preprocessing.collect_data",
        rows=ROWS,
        output_dir=partition / "input",
        code_dir=partition / "code",
    )
    run(
        "preprocessing.prepare_features",
        purpose="training",
        input_dir=partition / "input",
        output_dir=features,
    )
    train_model(features / "train", outputs / "TrainModel")
    run(
        "postprocessing.evaluate_model",
        model_dir=outputs / "TrainModel",
        test_dir=features / "test",
        output_dir=outputs / "EvaluateModel",
    )
    run(
        "postprocessing.export_baseline",
        train_dir=features / "train",
        output_dir=outputs / "ExportBaseline",
    )
    return partition


@pytest.fixture
def infer(training, tmp_path):
    """Runs inference on customers, and answers the partition of the run."""

    def infer(customers):
        outputs = tmp_path / "ml-pipeline-outputs"
        prepared, scores = outputs / "PrepareFeatures" / "customers", outputs / "Score"
        scores.mkdir(parents=True)
        write_table(customers, tmp_path / "input")
        run(
            "preprocessing.prepare_features",
            purpose="inference",
            input_dir=tmp_path / "input",
            output_dir=outputs / "PrepareFeatures",
        )
        model = training / "ml-pipeline-outputs" / "TrainModel" / "model.tar.gz"
        transform(model, prepared, scores)
        run(
            "postprocessing.join_scores",
            customers_dir=prepared,
            scores_dir=scores,
            output_dir=outputs / "JoinScores",
        )
        run(
            "postprocessing.monitor_data",
            baseline_dir=training / "ml-pipeline-outputs" / "ExportBaseline",
            customers_dir=prepared,
            output_dir=outputs / "MonitorData",
        )
        return outputs

    return infer


@pytest.fixture
def new_customers(tmp_path):
    run("preprocessing.collect_data", rows=ROWS, seed=7, output_dir=tmp_path / "new")
    return read_tables(tmp_path / "new").drop(columns="churned")


def violations_of(outputs):
    report = json.loads((outputs / "MonitorData" / "constraint_violations.json").read_text())
    return {
        (violation["feature_name"], violation["constraint_check_type"])
        for violation in report["violations"]
    }


def test_training_leaves_everything_in_its_partition(training):
    outputs = training / "ml-pipeline-outputs"
    assert json.loads((training / "input" / "input.json").read_text())["rows"] == ROWS
    assert (training / "code" / "algorithms" / "training" / "train_model").is_dir()
    report = json.loads((outputs / "EvaluateModel" / "evaluation.json").read_text())
    assert report["binary_classification_metrics"]["auc"]["value"] > 0.75
    with tarfile.open(outputs / "TrainModel" / "model.tar.gz") as tar:
        assert {"model.joblib", "code/inference.py"} <= set(tar.getnames())
    statistics = json.loads((outputs / "ExportBaseline" / "statistics.json").read_text())
    assert statistics["dataset"]["item_count"] == len(
        read_tables(outputs / "PrepareFeatures" / "train")
    )


def test_inference_scores_every_customer_and_finds_no_drift(infer, new_customers):
    outputs = infer(new_customers)
    result = pd.read_csv(outputs / "JoinScores" / "data.csv")
    assert list(result.columns) == [ID, *FEATURES, SCORE]
    assert set(result[ID]) == set(new_customers[ID]) and result[ID].is_unique
    assert result[SCORE].between(0, 1).all() and result[SCORE].is_monotonic_decreasing
    assert violations_of(outputs) == set()


def test_inference_scores_drifted_customers_as_well_and_tells(infer, new_customers):
    drifted = new_customers.assign(monthly_spend=new_customers["monthly_spend"] * 3)
    drifted.loc[drifted.index % 4 == 0, "contract"] = None
    outputs = infer(drifted)
    assert len(pd.read_csv(outputs / "JoinScores" / "data.csv")) == ROWS
    assert violations_of(outputs) == {
        ("monthly_spend", "baseline_drift_check"),
        ("contract", "completeness_check"),
    }
