"""Words by which a program asks in a person's name."""
