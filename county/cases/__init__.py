"""Planted cases: for every rule, true violations and innocent look-alikes.

One module for each rule, found by walking this package: nothing is registered. It
bears the name of the rule's module and lies in the subpackage of the rule's area
(`rules/finance/ghost_staff.py`: `county/cases/finance/ghost_staff.py`; the first
six lie here). It defines

- `RULE`: the rule's id;
- `DATASETS`: the contract paths whose identifiers the cases rest on;
- `plant(world, count)`: changes the world so that it holds `count` violations and
  at least as many look-alikes;
- `judge(world)`: reads the world as it then stands and says who is which
  (`label.labels`), with code that owes nothing to the rules;
- `TURN`, if wanted: cases are planted by (TURN, RULE). 1 if not given; 0 for those
  that let people die, so that whoever is chosen later is alive.

A module that only helps (rows, a judgement of its own) must not have its own `plant`
beside `RULE`, `DATASETS` and `judge`. `tests.support.clean_county` tries one rule on
its cases alone, in a county without dirt.
"""
