"""A Telegram of our own, on this machine: the Bot API over HTTP, and phones in a browser page.

The demonstration runs on it and so does every test that needs a whole conversation. It is a world
apart: it knows nothing of schools, learners or the rest of the house, and imports none of it.
"""
