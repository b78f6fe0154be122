"""Trains the churn model."""

import argparse
import os
import shutil
from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

import algorithms.inference.serve_model.__main__ as handler
from algorithms.shared_libraries.customers import (
    CATEGORICAL,
    FEATURES,
    NUMERIC,
    TARGET,
    require_columns,
)
from algorithms.shared_libraries.tables import read_tables


def train(customers: pd.DataFrame, regularization: float) -> Pipeline:
    """A model that takes customers as they are: it fills gaps, scales and encodes by itself."""
    require_columns(customers, FEATURES + [TARGET])
    encode = ColumnTransformer(
        [
            ("numeric", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMERIC),
            ("categorical", OneHotEncoder(handle_unknown="ignore"), CATEGORICAL),
        ]
    )
    model = Pipeline(
        [
            ("encode", encode),
            ("classify", LogisticRegression(C=regularization, max_iter=1000)),
        ]
    )
    return model.fit(customers[FEATURES], customers[TARGET])


def save(model: Pipeline, model_dir: str) -> None:
    code = Path(model_dir) / "code"
    code.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, Path(model_dir) / handler.MODEL_FILE)
    shutil.copyfile(handler.__file__, code / "inference.py")


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--train-dir", default=os.environ.get("SM_CHANNEL_TRAIN", "/opt/ml/input/data/train")
    )
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))
    parser.add_argument("--regularization", type=float, default=1.0)
    options = parser.parse_args(arguments)
    customers = read_tables(options.train_dir)
    save(train(customers, options.regularization), options.model_dir)
    print(f"trained on {len(customers)} customers")


if __name__ == "__main__":
    main()
