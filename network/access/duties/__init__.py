"""What a post may do, bundled by feature; roles.py puts the bundles together. Tables only."""
