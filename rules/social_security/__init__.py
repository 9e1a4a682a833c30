"""Rules about 养老等社会保险待遇."""
