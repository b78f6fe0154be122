import os

MIN_ROWS_PER_SECOND = float(os.environ.get("MIN_ROWS_PER_SECOND", "1"))
# Each part is one request to the model: more than 6 MB are refused.
MAX_PART_ROWS, MAX_PART_BYTES = 10_000, 6_000_000


def test_scores_enough_rows_per_second(output_of, result):
    """From the last prepared customer to the result, the start of instances included."""
    prepared = max(file.written_at for file in output_of("PrepareFeatures", "customers"))
    [joined] = output_of("JoinScores", "result")
    seconds = (joined.written_at - prepared).total_seconds()
    assert seconds >= 0, "the result is older than its customers"
    assert len(result) >= MIN_ROWS_PER_SECOND * seconds, f"{len(result)} rows took {seconds:.0f} s"


def test_parts_fit_into_a_request(output_of):
    for part in output_of("PrepareFeatures", "customers"):
        assert len(part.rows()) <= MAX_PART_ROWS, part.name
        assert len(part.content) <= MAX_PART_BYTES, part.name
