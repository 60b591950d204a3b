"""Own the arrangement of fronts: containers, stories placed by hand, the query for the rest; and the breaking strip."""
