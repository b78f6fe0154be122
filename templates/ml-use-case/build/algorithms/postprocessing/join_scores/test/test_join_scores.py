import json

import pandas as pd
import pytest

from algorithms.postprocessing.join_scores.__main__ import main
from algorithms.shared_libraries.customers import ID, SCORE
from algorithms.shared_libraries.tables import read_tables, write_table


@pytest.fixture
def run(tmp_path):
    def run(parts):
        """Parts by their names, each with ids of customers and their scores."""
        (tmp_path / "scores").mkdir()
        for name, (ids, scores) in parts.items():
            write_table(pd.DataFrame({ID: ids}), tmp_path / "customers", name)
            if scores is not None:
                answer = tmp_path / "scores" / f"{name}.out"
                answer.write_text(json.dumps({"predictions": scores}))
        main(
            [
                *("--customers-dir", str(tmp_path / "customers")),
                *("--scores-dir", str(tmp_path / "scores")),
                *("--output-dir", str(tmp_path / "result")),
            ]
        )
        return read_tables(tmp_path / "result")

    return run


def test_joins_all_parts_highest_score_first(run):
    result = run(
        {
            "part-0000.csv": (["a", "b"], [0.2, 0.9]),
            "part-0001.csv": (["c"], [0.5]),
        }
    )
    assert list(zip(result[ID], result[SCORE])) == [("b", 0.9), ("c", 0.5), ("a", 0.2)]


@pytest.mark.parametrize(
    "parts, error, message",
    [
        ({}, FileNotFoundError, "no CSV file"),
        ({"part-0000.csv": (["a"], None)}, FileNotFoundError, "part-0000.csv has not been scored"),
        ({"part-0000.csv": (["a", "b"], [0.1])}, ValueError, "2 customers.* 1 scores"),
    ],
)
def test_refuses_what_cannot_be_joined(run, parts, error, message):
    with pytest.raises(error, match=message):
        run(parts)
