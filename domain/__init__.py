"""The nouns everything speaks in: ids, people, messages, facts and errors. No I/O, no clock."""
