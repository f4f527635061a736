"""Telling programs outside that a matter has moved, without saying how."""
