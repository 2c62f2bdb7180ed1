"""Demonstration data (演示数据): a district with a past, made through the acts themselves."""
