"""The words of the product in Welsh and English, and their one reader."""
