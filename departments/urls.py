"""Addresses of floor departments (成员单位)."""

app_name = "departments"
urlpatterns = []
