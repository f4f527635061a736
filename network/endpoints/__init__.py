"""What every address of the API shares: who asks, how often, once, and how a refusal is said."""
