"""What the page of lesson C2, deconvnet, is made of."""
