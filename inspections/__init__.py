"""Floor 3, supervision (监督检查): empty and not installed until its first page."""
