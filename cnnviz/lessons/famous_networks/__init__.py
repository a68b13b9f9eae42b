"""Lesson B1, famous networks: what its page says and asks."""
