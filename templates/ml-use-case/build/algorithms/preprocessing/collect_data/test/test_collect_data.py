import json
import os
import subprocess
import sys

import pytest

from algorithms.preprocessing.collect_data.__main__ import main
from algorithms.shared_libraries.tables import read_tables


def test_writes_the_sample_and_what_it_was_made_of(tmp_path):
    main(["--rows", "20", "--seed", "3", "--commit", "abc", "--output-dir", str(tmp_path)])
    assert len(read_tables(tmp_path)) == 20
    settings = json.loads((tmp_path / "input.json").read_text())
    assert settings == {"rows": 20, "seed": 3, "commit": "abc"}


def test_keeps_sources_that_run(tmp_path):
    code, repeated = tmp_path / "code", tmp_path / "repeated"
    main(["--rows", "5", "--output-dir", str(tmp_path / "input"), "--code-dir", str(code)])
    assert not list(code.rglob("__pycache__"))
    job = [sys.executable, "-m", "algorithms.preprocessing.collect_data", "--rows", "5"]
    subprocess.run(
        [*job, "--output-dir", str(repeated)],
        env={**os.environ, "PYTHONPATH": str(code)},
        cwd=tmp_path,
        check=True,
    )
    assert read_tables(repeated).equals(read_tables(tmp_path / "input"))


@pytest.mark.parametrize("rows", ["0", "-5"])
def test_writes_nothing_when_there_is_nothing_to_collect(tmp_path, rows):
    with pytest.raises(ValueError, match="rows"):
        main(["--rows", rows, "--output-dir", str(tmp_path / "input")])
    assert not (tmp_path / "input").exists()
