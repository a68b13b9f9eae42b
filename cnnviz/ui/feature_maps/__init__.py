"""What the page of lesson C1, filters and feature maps, is made of."""
