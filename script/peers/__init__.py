"""Methods of the field, for script/bench-detection.py. Each module's `rows(stream)` yields Rows."""
