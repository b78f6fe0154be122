import pandas as pd
import pytest

from algorithms.shared_libraries.tables import read_tables, write_table


def test_reads_back_all_files_of_a_folder(tmp_path):
    write_table(pd.DataFrame({"a": [1, 2]}), tmp_path / "in", "one.csv")
    write_table(pd.DataFrame({"a": [3]}), tmp_path / "in", "two.csv")
    assert list(read_tables(tmp_path / "in")["a"]) == [1, 2, 3]


def test_says_which_folder_is_empty(tmp_path):
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        read_tables(tmp_path)
