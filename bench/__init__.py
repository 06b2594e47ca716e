"""What reading costs beside other readers, measured in one run: `make bench` writes `docs/benchmarks.md`."""
