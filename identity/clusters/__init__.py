"""From accepted links to people: clusters under constraints, and ids that stay."""

from identity.clusters.carry_over import Carried, carry_over
from identity.clusters.constrain import Clustered, constrained_clusters

__all__ = ["Carried", "Clustered", "carry_over", "constrained_clusters"]
