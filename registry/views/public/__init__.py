"""Pages anybody may open (公开页面)."""
