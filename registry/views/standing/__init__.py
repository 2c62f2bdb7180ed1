"""What the commission and operators do about a recorded facility (备案状态)."""
