"""Planted cases: for every rule, true violations and innocent look-alikes.

One module for each rule, named as the rule's own. `plant(world, count)` changes
the world so that it holds `count` violations and at least as many look-alikes;
`judge(world)` reads the world as it then stands and says who is which, with code
that owes nothing to the rules. `library` lists them in the order they are planted.
"""
