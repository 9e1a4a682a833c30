def place_keys(t):
    return t
