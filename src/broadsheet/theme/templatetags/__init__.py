"""Tags for the few pages that Django's own templates print: account, sign-in, passkeys."""
