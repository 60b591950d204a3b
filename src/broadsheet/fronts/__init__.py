"""Own the arrangement of fronts: which containers, which stories placed by hand, which query fills the rest."""
