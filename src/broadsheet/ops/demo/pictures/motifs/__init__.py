"""The things pictures are made of: sky, water, land, streets, ships, people. No picture of their own."""
