"""Pages of a rectification (整改): list, the page itself, acts of unit and operator."""
