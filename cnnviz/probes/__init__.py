"""Questions asked of a trained network. The network comes as an argument and is never changed."""
