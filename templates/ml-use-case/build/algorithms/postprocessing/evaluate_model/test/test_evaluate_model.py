import json
import tarfile

import numpy as np
import pytest

from algorithms.postprocessing.evaluate_model.__main__ import evaluate, main
from algorithms.shared_libraries.customers import TARGET, generate_customers
from algorithms.shared_libraries.tables import write_table
from algorithms.training.train_model.__main__ import save, train


class Oracle:
    """Predicts what it is told to."""

    def __init__(self, scores):
        self.scores = np.asarray(scores, dtype=float)

    def predict_proba(self, customers):
        return np.column_stack([1 - self.scores, self.scores])


@pytest.mark.parametrize("right, auc, accuracy", [(True, 1.0, 1.0), (False, 0.0, 0.0)])
def test_measures_the_best_and_the_worst_model(right, auc, accuracy):
    customers = generate_customers(200, seed=1)
    scores = customers[TARGET] if right else 1 - customers[TARGET]
    metrics = evaluate(Oracle(scores), customers)["binary_classification_metrics"]
    assert metrics["auc"]["value"] == auc
    assert metrics["accuracy"]["value"] == accuracy


def test_writes_the_report_of_a_packed_model(tmp_path):
    save(train(generate_customers(1000, seed=1), 1.0), str(tmp_path / "unpacked"))
    (tmp_path / "model").mkdir()
    with tarfile.open(tmp_path / "model" / "model.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "unpacked", arcname=".")
    write_table(generate_customers(500, seed=2), tmp_path / "test")
    main(
        [
            *("--model-dir", str(tmp_path / "model")),
            *("--test-dir", str(tmp_path / "test")),
            *("--output-dir", str(tmp_path / "evaluation")),
        ]
    )
    report = json.loads((tmp_path / "evaluation" / "evaluation.json").read_text())
    assert report["binary_classification_metrics"]["auc"]["value"] > 0.7
