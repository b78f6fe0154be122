#!/bin/sh
# What CI asks of every commit.
set -eu
python ci/check_repository.py build
python -m ruff check --config ci/ruff.toml .
python -m pytest
