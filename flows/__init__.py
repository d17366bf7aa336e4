"""Conversations: definitions, the engine that walks them, and the content packs."""
