"""Papers: `compile` makes a Word template part of a plan; `render`, `text` and `pdf` make papers from it."""
