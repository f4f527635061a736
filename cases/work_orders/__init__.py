"""Work orders of the hotlines that become registered matters."""
