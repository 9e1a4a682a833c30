"""Where hits gather: by handler, place and batch, by group, across departments."""
