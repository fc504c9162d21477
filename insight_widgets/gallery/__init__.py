"""The images behind what is picked: which they are, in what order, and how they look."""
