"""驾驶舱: what leaders see of their area, each figure with the list behind it."""
