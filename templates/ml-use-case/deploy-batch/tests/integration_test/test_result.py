CUSTOMER = "customer_id"
SCORE = "churn_score"


def test_has_every_customer_once(customers, result):
    scored = [row[CUSTOMER] for row in result]
    assert len(scored) == len(set(scored))
    assert set(scored) == {row[CUSTOMER] for row in customers}


def test_keeps_what_is_known_of_a_customer(customers, result):
    known = {row[CUSTOMER]: row for row in customers}
    for row in result:
        assert {name: row[name] for name in customers[0]} == known[row[CUSTOMER]]


def test_has_a_score_for_each(result):
    assert all(0 <= float(row[SCORE]) <= 1 for row in result)


def test_begins_with_the_highest_score(result):
    scores = [float(row[SCORE]) for row in result]
    assert scores == sorted(scores, reverse=True)
