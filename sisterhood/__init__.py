"""Sisterhood (姐妹家园): the entrances of the house."""
