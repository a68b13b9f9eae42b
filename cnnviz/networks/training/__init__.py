"""Training the pair of `cnnviz.networks.pair`: recipe, pictures, augmentation, the loop, the report."""
