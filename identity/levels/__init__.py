"""Kinds of comparisons: how far two values of one field agree.

Each module is one kind. A level is a function without arguments that returns the
condition over the columns `l.<derived>` and `r.<derived>` of a pair; its docstring
is the sentence that a reviewer reads. The model orders the levels; the first that
holds counts. A module's `measure(pairs)` adds what its levels need and what is dear.
A new kind is a new module.
"""
