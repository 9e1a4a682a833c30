"""Data contracts, one YAML file for each dataset; `store.odcs` reads them."""
