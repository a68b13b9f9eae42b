"""Trained networks: which there are (`catalogue`), how one is used (`network`), and their weights.

`catalogue` and `preprocessing` do not import torch until a network is loaded.
"""
