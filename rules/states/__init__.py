"""Views that rules share: who was dead, employed, married or in custody, and when.

Each `<name>.sql` is one query, shown to rules and explanations as `state.<name>`. It
reads resolved and policy tables, `identity.tie` and other states, and gives what held
with its validity, so that a rule can ask as of the day of an act. There is nothing
to register: naming `state.<name>` in a query is enough.
"""
