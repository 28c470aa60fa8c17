"""Changes of the tables, one file each, in order; `aryz db upgrade` runs those that are lacking."""
