import importlib.util
import json

import numpy as np
from sklearn.metrics import roc_auc_score

from algorithms.shared_libraries.customers import FEATURES, TARGET, generate_customers
from algorithms.shared_libraries.tables import write_table
from algorithms.training.train_model.__main__ import main, train


def test_learns_who_leaves():
    model = train(generate_customers(2000, seed=1), regularization=1.0)
    unseen = generate_customers(1000, seed=2)
    scores = model.predict_proba(unseen[FEATURES])[:, 1]
    assert roc_auc_score(unseen[TARGET], scores) > 0.75


def test_copes_with_a_contract_it_has_never_seen():
    model = train(generate_customers(500, seed=1), regularization=1.0)
    customer = generate_customers(1, seed=2).assign(contract="lifetime")
    assert 0 <= model.predict_proba(customer[FEATURES])[0, 1] <= 1


def test_scores_customers_with_gaps_and_with_more_columns():
    model = train(generate_customers(500, seed=1), regularization=1.0)
    customers = generate_customers(3, seed=2)
    customers["age"] = customers["age"].astype(float)
    customers.loc[0, ["age", "contract"]] = None
    assert np.isfinite(model.predict_proba(customers)).all()


def test_artifact_is_served_by_the_handler_inside_it(tmp_path):
    write_table(generate_customers(500, seed=1), tmp_path / "train")
    main(["--train-dir", str(tmp_path / "train"), "--model-dir", str(tmp_path / "model")])
    spec = importlib.util.spec_from_file_location(
        "inference", tmp_path / "model" / "code" / "inference.py"
    )
    inference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(inference)

    customers = generate_customers(3, seed=2)[FEATURES]
    body = json.dumps({"instances": customers.to_dict(orient="records")})
    model = inference.model_fn(str(tmp_path / "model"))
    scores = inference.predict_fn(inference.input_fn(body, "application/json"), model)
    answer, content_type = inference.output_fn(scores, "application/json")
    assert content_type == "application/json"
    assert len(json.loads(answer)["predictions"]) == 3
