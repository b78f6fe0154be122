import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "monitor_preprocessor.py"
spec = importlib.util.spec_from_file_location("monitor_preprocessor", SOURCE)
monitor_preprocessor = importlib.util.module_from_spec(spec)
spec.loader.exec_module(monitor_preprocessor)

ANNA = {"age": 42, "contract": "monthly"}
BELA = {"age": 50, "contract": "yearly"}


def flatten(encoding, data):
    record = SimpleNamespace(endpoint_input=SimpleNamespace(encoding=encoding, data=data))
    return monitor_preprocessor.preprocess_handler(record)


@pytest.mark.parametrize(
    "encoding, data, records",
    [
        ("JSON", json.dumps({"instances": [ANNA]}), ANNA),
        ("JSON", json.dumps({"instances": [ANNA, BELA]}), [ANNA, BELA]),
        ("CSV", "age,contract\n42,monthly\n", {"age": "42", "contract": "monthly"}),
        (
            "CSV",
            "age,contract\n42,monthly\n50,yearly\n",
            [{"age": "42", "contract": "monthly"}, {"age": "50", "contract": "yearly"}],
        ),
    ],
)
def test_makes_a_flat_record_of_each_customer(encoding, data, records):
    assert flatten(encoding, data) == records


@pytest.mark.parametrize("data", ["not json", '{"rows": []}', "[1]"])
def test_leaves_out_what_the_model_refuses(data):
    assert flatten("JSON", data) == []
