"""Addresses of the units' floor (成员单位)."""

from django.urls import path

from departments.views import due, matrix, reminder, workbench

app_name = "departments"
urlpatterns = [
    path("workbench/", workbench.workbench, name="workbench"),
    path("departments/", matrix.matrix, name="matrix"),
    path("departments.xlsx", matrix.matrix_sheet, name="matrix_sheet"),
    path("departments/<slug:code>/", matrix.department, name="department"),
    path("due/", due.due_list, name="due_list"),
    path("due.xlsx", due.due_sheet, name="due_sheet"),
    path("reminders/", reminder.reminder_list, name="reminder_list"),
    path("reminders.xlsx", reminder.reminder_sheet, name="reminder_sheet"),
    path("reminders/<int:pk>/urge/", reminder.reminder_urge, name="reminder_urge"),
    path("reminders/<int:pk>/done/", reminder.reminder_done, name="reminder_done"),
]
