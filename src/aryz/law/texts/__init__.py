"""Official texts of acts: read from what people save, kept by redaction, compared. The project ships none."""
