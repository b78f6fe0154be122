"""Evaluates the churn model on data that it has not seen."""

import argparse
import json
import tarfile
import tempfile
from pathlib import Path

import pandas as pd
from sklearn.metrics import accuracy_score, roc_auc_score

from algorithms.inference.serve_model.__main__ import model_fn, predict_fn
from algorithms.shared_libraries.customers import FEATURES, TARGET, require_columns
from algorithms.shared_libraries.tables import read_tables


def load(model_dir: str):
    archive = Path(model_dir) / "model.tar.gz"
    if not archive.exists():
        return model_fn(model_dir)
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked)
        return model_fn(unpacked)


def evaluate(model, customers: pd.DataFrame) -> dict:
    require_columns(customers, FEATURES + [TARGET])
    scores = predict_fn(customers[FEATURES], model)
    outcome = customers[TARGET]
    return {
        "binary_classification_metrics": {
            "auc": {"value": float(roc_auc_score(outcome, scores))},
            "accuracy": {"value": float(accuracy_score(outcome, scores >= 0.5))},
        }
    }


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model-dir", default="/opt/ml/processing/input/model")
    parser.add_argument("--test-dir", default="/opt/ml/processing/input/test")
    parser.add_argument("--output-dir", default="/opt/ml/processing/evaluation")
    options = parser.parse_args(arguments)
    report = evaluate(load(options.model_dir), read_tables(options.test_dir))
    path = Path(options.output_dir) / "evaluation.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
