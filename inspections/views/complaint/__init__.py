"""Pages about complaints (投诉举报)."""
