"""Settings of the property tests of this room."""

from hypothesis import settings

# The first call into torch takes seconds on a busy machine: how long an example takes proves nothing here.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
