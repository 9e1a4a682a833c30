"""Groups of records that grow by merging and never break a constraint."""

IDENTITY, APART, WEAK = "identity", "apart", "weak"


class Forest:
    """Disjoint groups of the records 0..n-1, each with what it must not meet.

    `identities` holds one number for each record, equal for one person's valid ID
    numbers, None where there is none. Each merge costs the smaller group's size.
    """

    def __init__(self, identities: list[int | None]) -> None:
        """Start with every record alone."""
        self.root = list(range(len(identities)))
        self.identity = identities
        self.members: dict[int, list[int]] = {}
        self.apart: dict[int, set[int]] = {}
        self.neighbours: dict[int, list[int]] = {}

    def find(self, record: int) -> int:
        """Return the record that stands for the group of `record`."""
        root = self.root
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    def keep_apart(self, one: int, other: int) -> None:
        """Forbid two records, not yet merged with anybody, ever to meet."""
        self.apart.setdefault(one, set()).add(other)
        self.apart.setdefault(other, set()).add(one)

    def know(self, one: int, other: int) -> None:
        """Note an accepted link, which is evidence when groups meet."""
        self.neighbours.setdefault(one, []).append(other)
        self.neighbours.setdefault(other, []).append(one)

    def merge(self, one: int, other: int, *, told: bool = False) -> str | None:
        """Merge the groups of two records; return why not, or None.

        `told` is an analyst's word, which needs no further evidence.
        """
        one, other = self.find(one), self.find(other)
        if one == other:
            return None
        if self._size(one) < self._size(other):
            one, other = other, one
        refusal = self._refusal(one, other, told=told)
        if refusal is None:
            self._join(one, other)
        return refusal

    def _refusal(self, large: int, small: int, *, told: bool) -> str | None:
        known = self.identity[large], self.identity[small]
        if None not in known and known[0] != known[1]:
            return IDENTITY
        if small in self.apart.get(large, ()):
            return APART
        same_number = known[0] is not None and known[0] == known[1]
        if told or same_number or self._borne_out(large, small):
            return None
        return WEAK

    def _borne_out(self, large: int, small: int) -> bool:
        """Say whether a link leads from half of the smaller group to the larger."""
        members = self._members(small)
        if len(members) == 1:
            return True
        linked = sum(
            any(self.find(near) == large for near in self.neighbours.get(member, ()))
            for member in members
        )
        return 2 * linked >= len(members)

    def _join(self, large: int, small: int) -> None:
        self.members[large] = self._members(large)
        self.members[large].extend(self._members(small))
        self.members.pop(small, None)
        self.root[small] = large
        if self.identity[large] is None:
            self.identity[large] = self.identity[small]
        for enemy in self.apart.pop(small, ()):
            self.apart[enemy].discard(small)
            self.keep_apart(large, enemy)

    def _members(self, root: int) -> list[int]:
        return self.members.get(root, [root])

    def _size(self, root: int) -> int:
        return len(self._members(root))
