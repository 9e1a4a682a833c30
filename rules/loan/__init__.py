"""Rules about 贷款与贴息."""
