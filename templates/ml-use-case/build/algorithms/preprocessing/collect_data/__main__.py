"""Collects the customers that a model is trained on."""

import argparse

from algorithms.shared_libraries.customers import generate_customers
from algorithms.shared_libraries.tables import write_table


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output-dir", default="/opt/ml/processing/raw")
    options = parser.parse_args(arguments)
    customers = generate_customers(options.rows, options.seed)
    path = write_table(customers, options.output_dir)
    print(f"wrote {len(customers)} customers to {path}")


if __name__ == "__main__":
    main()
