from math import log

SCORE = "churn_score"
# Shares of customers by score, from 0 to 1 in steps of 0.2, that the business has seen so far.
# Replace them when the model or its customers change for a known reason.
EXPECTED = [0.51, 0.20, 0.13, 0.10, 0.06]
# Population stability index: below 0.1 as expected, above 0.25 another population.
MAX_STABILITY_INDEX = 0.25
# An empty step would make the index infinite.
SMALLEST_SHARE = 0.0001


def shares(scores):
    steps = len(EXPECTED)
    counts = [0] * steps
    for score in scores:
        counts[min(int(score * steps), steps - 1)] += 1
    return [count / len(scores) for count in counts]


def stability_index(found, expected):
    pairs = [(max(f, SMALLEST_SHARE), max(e, SMALLEST_SHARE)) for f, e in zip(found, expected)]
    return sum((f - e) * log(f / e) for f, e in pairs)


def test_scores_are_distributed_as_expected(result):
    found = shares([float(row[SCORE]) for row in result])
    index = stability_index(found, EXPECTED)
    shown = ", ".join(f"{share:.2f}" for share in found)
    assert index < MAX_STABILITY_INDEX, f"index {index:.2f}: shares are {shown}"


def test_scores_tell_customers_apart(result):
    scores = [float(row[SCORE]) for row in result]
    assert max(scores) - min(scores) > 0.5


def test_annoyed_customers_leave_more_often(result):
    def mean_score(tickets):
        scores = [float(row[SCORE]) for row in result if tickets(float(row["support_tickets"]))]
        assert scores, "the run has no such customers"
        return sum(scores) / len(scores)

    assert mean_score(lambda tickets: tickets >= 4) > mean_score(lambda tickets: tickets == 0) + 0.2
