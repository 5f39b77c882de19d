"""What is true: records, rules, the board file. Knows no Textual and no Rich."""
