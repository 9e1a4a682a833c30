"""Scripts that run in `.venv-peers`: other people's systems on the same files.

Each takes `LEFT RIGHT OUT`, writes `left_id, right_id, score` (a probability, or what
the system has instead) to OUT, and imports nothing that `peers-lock.txt` has not. The
libraries are absent from the project's own environment, so they are imported by name.
"""
