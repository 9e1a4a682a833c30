"""Identity: which records, over all datasets, are one person or one organisation.

First tier: equal valid ID numbers with compatible names. Equal numbers with
names that cannot be one person's are a conflict, never a merge. Pairs without a
usable number are left untied for the weighted tier.
"""
