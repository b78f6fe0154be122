"""Serves the churn model in SageMaker's scikit-learn container."""

import io
import json
from pathlib import Path

import joblib
import pandas as pd

MODEL_FILE = "model.joblib"


def model_fn(model_dir):
    return joblib.load(Path(model_dir) / MODEL_FILE)


def input_fn(body, content_type):
    text = body.decode("utf-8") if isinstance(body, (bytes, bytearray)) else body
    if content_type == "text/csv":
        return pd.read_csv(io.StringIO(text))
    if content_type == "application/json":
        return pd.DataFrame(json.loads(text)["instances"])
    raise ValueError(f"cannot read {content_type}: send application/json or text/csv")


def predict_fn(customers, model):
    return model.predict_proba(customers)[:, 1]


def output_fn(scores, accept):
    return json.dumps({"predictions": [float(score) for score in scores]}), "application/json"
