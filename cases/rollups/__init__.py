"""Figures that add themselves up: monthly sums for province to township, kept by the database."""
