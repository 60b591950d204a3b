"""Own what readers send us and what they agree to: enquiries with a number, the consent log."""
