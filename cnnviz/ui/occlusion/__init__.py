"""What the page of lesson C3, occlusion, is made of."""
