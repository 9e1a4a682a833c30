"""Snapshots against contracts: what is accepted, what is set aside, what is current.

Great Expectations validates on DuckDB. A tool that fails raises `EngineError`;
only the data's own faults set rows aside.
"""
