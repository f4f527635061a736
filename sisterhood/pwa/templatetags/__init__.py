"""What templates of the phone take from here."""
