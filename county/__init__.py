"""The synthetic county: a consistent population, its benefits and its deliveries."""
