"""Forms of supervision (监督检查): they judge shape, services judge sense."""
