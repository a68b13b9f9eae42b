"""What the page of lesson A8, receptive fields, is made of."""
