"""The data set: who are the customers, and which of them leave."""

import numpy as np
import pandas as pd

ID = "customer_id"
NUMERIC = ["age", "tenure_months", "monthly_spend", "support_tickets"]
CATEGORICAL = ["contract"]
FEATURES = NUMERIC + CATEGORICAL
TARGET = "churned"
SCORE = "churn_score"
CONTRACTS = ["monthly", "yearly"]


def generate_customers(rows: int, seed: int) -> pd.DataFrame:
    """Synthetic customers whose churn depends on tenure, tickets and contract.

    The same seed gives the same customers, so that a run can be repeated.
    """
    if rows < 1:
        raise ValueError(f"rows must be positive, not {rows}")
    random = np.random.default_rng(seed)
    customers = pd.DataFrame(
        {
            ID: [f"c-{seed}-{number:06d}" for number in range(rows)],
            "age": random.integers(18, 90, rows),
            "tenure_months": random.integers(0, 120, rows),
            "monthly_spend": random.gamma(4.0, 12.0, rows).round(2),
            "support_tickets": random.poisson(1.5, rows),
            "contract": random.choice(CONTRACTS, rows, p=[0.6, 0.4]),
        }
    )
    leaning = (
        0.9 * customers["support_tickets"]
        - 0.04 * customers["tenure_months"]
        - 1.2 * (customers["contract"] == "yearly")
    )
    probability = 1 / (1 + np.exp(-leaning))
    customers[TARGET] = (random.random(rows) < probability).astype(int)
    return customers


def require_columns(table: pd.DataFrame, columns: list) -> None:
    """Raises a ValueError that names the columns a table lacks."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"columns are missing: {', '.join(missing)}")
