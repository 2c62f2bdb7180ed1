"""Pages of an inspection (行政检查): list, plan, the page itself, acts."""
