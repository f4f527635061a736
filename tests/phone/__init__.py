"""The station head's phone without a signal: real Chromium, the real house, and a line that fails as lines do."""
