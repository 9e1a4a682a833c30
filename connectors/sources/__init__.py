"""Fetching from where the data lies: databases, shares, SFTP, S3-compatible storage.

Each source is asked on its own and only ever read. What comes is laid into the
inbox as a delivery with a hand-over sheet, under a hidden draft name until it is
whole; from there on it is a delivery like any other.
"""
