"""What the page of lesson C4, AlexNet against ZFNet, is made of."""
