from algorithms.preprocessing.collect_data.__main__ import main
from algorithms.shared_libraries.tables import read_tables


def test_writes_the_sample(tmp_path):
    main(["--rows", "20", "--seed", "3", "--output-dir", str(tmp_path)])
    assert len(read_tables(tmp_path)) == 20
