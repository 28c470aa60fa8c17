"""The JavaScript twin of the interview engine does what Python does."""
