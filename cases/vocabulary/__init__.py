"""Every coded list of cases with its official wording, by what it speaks about. Tables."""
