"""Rules about 救助、惠民补贴与培训补贴."""
