"""Trained networks: which there are (`catalogue`), how one is used (`network`), and their weights.

`catalogue`, `download`, `layers` and `preprocessing` do not import torch until a network is loaded.
"""
