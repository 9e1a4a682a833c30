"""Candidate clues: hits of one subject and matter, merged, ranked, shown, exported.

Reads what the rules stage wrote (`hits.parquet`, `items.parquet`), writes
`clues.parquet`. A clue is a question to people and never a verdict: its words
are linted (`words`), its money is 待核实金额, its people are masked (`render`)
unless an analyst gives a reason (`unmask`).
"""
