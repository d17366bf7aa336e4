"""One module per use case: load, ask the core, commit, hand to dispatch."""
