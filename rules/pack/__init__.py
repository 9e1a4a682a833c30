"""Packs: policy tables and the standing of rules that a higher office signs.

A pack is a zip on a disc. It is read whole and checked before anything is
believed; what it says holds from the moment one line is in the ledger.
"""
