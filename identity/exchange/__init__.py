"""Exchange between two offices: find common people, show nobody else.

Each office seals its own file with a key that both hold: of every person only keyed
digests go out, unordered and without repetitions. What both sealed files hold is
common; the rest stays unreadable to whoever lacks the key (`docs/exchange.md` says
what remains possible for those who have it).
"""
