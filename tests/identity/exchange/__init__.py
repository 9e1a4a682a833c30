"""Two offices find common people without showing anybody else."""
