"""Addresses of the units' floor (成员单位)."""

from django.urls import path

from departments.views import matrix, reminder, workbench

app_name = "departments"
urlpatterns = [
    path("workbench/", workbench.workbench, name="workbench"),
    path("departments/", matrix.matrix, name="matrix"),
    path("departments/<slug:code>/", matrix.department, name="department"),
    path("reminders/", reminder.reminder_list, name="reminder_list"),
    path("reminders.xlsx", reminder.reminder_sheet, name="reminder_sheet"),
    path("reminders/<int:pk>/urge/", reminder.reminder_urge, name="reminder_urge"),
    path("reminders/<int:pk>/done/", reminder.reminder_done, name="reminder_done"),
]
