"""Tables as data, each row with its source, and the pure functions that look things up in them."""
