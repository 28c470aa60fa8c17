"""Many at once: a sheet of workers in, a folder of papers for each out. Nothing here knows how a paper is made."""
