"""Identity: which records, over all datasets, are one person or one organisation.

First tier: equal valid ID numbers with compatible names. Equal numbers with names
that cannot be one person's are a conflict, never a merge. What has no usable number
is weighed by `identity.matcher`, which also links any two tables: `link(left, right,
"resident")`.
"""

from identity.matcher.link import Linked, link

__all__ = ["Linked", "link"]
