"""Duty (职责条款) of the annex and PlanTask (主要任务) of the notice, word for word."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from departments.choices import AssignmentRole
from departments.models.department import Department


class DutyQuerySet(models.QuerySet):
    def get_by_natural_key(self, code, position):
        return self.get(department__code=code, position=position)


class Duty(models.Model):
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="duties", verbose_name="单位"
    )
    position = models.PositiveSmallIntegerField("条款序号")
    text = models.TextField("条款原文")
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = DutyQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="职责条款修改记录", verbose_name_plural="职责条款修改记录"
    )

    class Meta:
        verbose_name = "职责条款"
        verbose_name_plural = "职责条款"
        ordering = ["department__position", "position"]
        constraints = [
            models.UniqueConstraint(
                name="duty_position_unique_within_department",
                fields=["department", "position"],
                violation_error_message="该单位已有这个序号的职责条款。",
            )
        ]

    def __str__(self):
        return f"{self.department} 第 {self.position} 条"

    def natural_key(self):
        return (*self.department.natural_key(), self.position)

    natural_key.dependencies = ["departments.department"]

    @property
    def clause(self):
        """The sentence without the mark that ends it in the notice."""
        return self.text.rstrip("；。")


class PlanTaskQuerySet(models.QuerySet):
    def get_by_natural_key(self, number):
        return self.get(number=number)

    def with_assignments(self):
        return self.prefetch_related(
            models.Prefetch(
                "assignments", Assignment.objects.select_related("department").order_by("position")
            )
        )

    def of(self, department):
        """Tasks a unit leads or supports; a township stands where the notice says 属地镇街."""
        if department.is_township:
            return self.exclude(township_role="")
        return self.filter(assignments__department=department)


class PlanTask(models.Model):
    number = models.CharField("编号", max_length=8, unique=True)
    chapter = models.CharField("章节", max_length=60)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("任务原文")
    parties = models.TextField("责任单位与配合单位（原文）")
    township_role = models.CharField(
        "属地镇街的角色", max_length=16, choices=AssignmentRole, blank=True
    )
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = PlanTaskQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="主要任务修改记录", verbose_name_plural="主要任务修改记录"
    )

    class Meta:
        verbose_name = "主要任务"
        verbose_name_plural = "主要任务"
        ordering = ["number"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.number,)

    @property
    def anchor(self):
        return f"task-{self.number.replace('.', '-')}"


class AssignmentQuerySet(models.QuerySet):
    def get_by_natural_key(self, number, code):
        return self.get(task__number=number, department__code=code)

    def leading(self):
        return self.filter(role=AssignmentRole.LEAD)


class Assignment(models.Model):
    task = models.ForeignKey(
        PlanTask, models.CASCADE, related_name="assignments", verbose_name="主要任务"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="assignments", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=16, choices=AssignmentRole)
    position = models.PositiveSmallIntegerField("排序", default=0)
    edited_at = models.DateTimeField("人工修改时间", null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="任务分工修改记录", verbose_name_plural="任务分工修改记录"
    )

    class Meta:
        verbose_name = "任务分工"
        verbose_name_plural = "任务分工"
        ordering = ["task__number", "position"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_one_role_per_department",
                fields=["task", "department"],
                violation_error_message="该单位在这项任务中已有角色。",
            ),
            models.UniqueConstraint(
                name="assignment_one_lead_per_task",
                fields=["task"],
                condition=Q(role=AssignmentRole.LEAD),
                violation_error_message="一项任务只有一个责任单位。",
            ),
        ]

    def __str__(self):
        return f"{self.task.number} {self.department} {self.get_role_display()}"

    def natural_key(self):
        return (*self.task.natural_key(), *self.department.natural_key())

    natural_key.dependencies = ["departments.plantask", "departments.department"]
