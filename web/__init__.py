"""The pages. For now the school council's board: released tables, drawn and in words."""
