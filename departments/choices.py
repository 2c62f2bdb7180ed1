"""Closed lists of the units' floor, and the two units that are named in code."""

from django.db import models

HEALTH_COMMISSION = "wjw"
CONFERENCE_OFFICE = "lxh"


class DepartmentKind(models.TextChoices):
    DISTRICT = "district", "区级单位"
    TOWNSHIP = "township", "镇街"
    OFFICE = "office", "联席会议办公室"


class AssignmentRole(models.TextChoices):
    LEAD = "lead", "责任单位"
    SUPPORT = "support", "配合单位"


class MemberRole(models.TextChoices):
    LIAISON = "liaison", "联络员"
    OFFICER = "officer", "经办人"
    DIRECTOR = "director", "负责人"


ACTING_ROLES = (MemberRole.OFFICER, MemberRole.DIRECTOR)


class ReminderKind(models.TextChoices):
    REVIEW_RECEIPT = "review_receipt", "部门核验（回执前）"
    REVIEW_VERIFICATION = "review_verification", "部门核验（核实期）"
    DRAFT = "draft", "填写备案"
    AUTHORIZATION = "authorization", "上传授权委托书"
    CORRECTION = "correction", "补正材料"
    RECEIPT = "receipt", "出具备案回执"
    DECISION = "decision", "签发"
    VERIFICATION = "verification", "现场核实"
    CORRECT_BY = "correct_by", "限期整改"
    REPRESENTATIVE = "representative", "确认举办者代表"
    UNFILED = "unfiled", "已登记未备案，请走访"
    REGISTRATION = "registration", "登记已变更或者注销"
    PAUSE = "pause", "暂停服务到期"
    EXPIRY = "expiry", "材料到期"
    FIRE_TEST = "fire_test", "消防年度检测"
    IMPORT = "import", "确认存量导入"
    LATE_NO = "late_no", "回执后核验不一致"
    CALENDAR = "calendar", "录入放假安排"
    INSPECTION = "inspection", "行政检查"
    FOLLOW_UP = "follow_up", "责令整改"
    RECTIFICATION = "rectification", "整改期限"
    RECTIFICATION_CHECK = "rectification_check", "核查整改"
    REFERRAL = "referral", "接收移送"
    URGENT_REFERRAL = "urgent_referral", "接收紧急移送"
    COMPLAINT = "complaint", "答复投诉举报"
    PUBLICATION = "publication", "公开检查结果"
    OTHER = "other", "其他提醒"


# What the reader of a queue is offered to do, beside the link.
NEXT_STEPS = {
    ReminderKind.REVIEW_RECEIPT: "去核验",
    ReminderKind.REVIEW_VERIFICATION: "去核验",
    ReminderKind.DRAFT: "继续填写",
    ReminderKind.AUTHORIZATION: "去上传",
    ReminderKind.CORRECTION: "去补正",
    ReminderKind.RECEIPT: "逐件核对",
    ReminderKind.DECISION: "去签发",
    ReminderKind.VERIFICATION: "现场核实",
    ReminderKind.CORRECT_BY: "看整改",
    ReminderKind.REPRESENTATIVE: "去确认",
    ReminderKind.UNFILED: "走访后填写",
    ReminderKind.REGISTRATION: "去处理",
    ReminderKind.PAUSE: "去处理",
    ReminderKind.EXPIRY: "去更换",
    ReminderKind.FIRE_TEST: "检测后填写",
    ReminderKind.IMPORT: "去确认",
    ReminderKind.LATE_NO: "去处理",
    ReminderKind.CALENDAR: "去录入",
    ReminderKind.INSPECTION: "去检查",
    ReminderKind.FOLLOW_UP: "去责令整改",
    ReminderKind.RECTIFICATION: "看整改",
    ReminderKind.RECTIFICATION_CHECK: "去核查",
    ReminderKind.REFERRAL: "去接收",
    ReminderKind.URGENT_REFERRAL: "立即接收",
    ReminderKind.COMPLAINT: "去办理",
    ReminderKind.PUBLICATION: "预览并公开",
    ReminderKind.OTHER: "去办理",
}

# A paper ends on a day of the calendar, and people count back from it in days.
CALENDAR_DAY_KINDS = (ReminderKind.EXPIRY,)

REVIEW_KINDS = (ReminderKind.REVIEW_RECEIPT, ReminderKind.REVIEW_VERIFICATION)

# Kinds that no act of the portal can close for sure: a person says in a note what was done.
HAND_CLOSED_KINDS = (
    ReminderKind.UNFILED,
    ReminderKind.REGISTRATION,
    ReminderKind.PAUSE,
    ReminderKind.FIRE_TEST,
    ReminderKind.LATE_NO,
    ReminderKind.OTHER,
)


class StepRecipient(models.TextChoices):
    ADDRESSEE = "addressee", "当事人"
    OFFICER = "officer", "承办人或经办人"
    DIRECTOR = "director", "单位负责人"
    CONFERENCE_OFFICE = "conference_office", "联席会议办公室"


class HolidayKind(models.TextChoices):
    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "调休上班"


class DayKind(models.TextChoices):
    START = "start", "起算日"
    WORKDAY = "workday", "工作日"
    MAKE_UP = "make_up", "调休上班"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "节假日"
    ESTIMATE = "estimate", "暂按工作日计"


class ValueType(models.TextChoices):
    NUMBER = "number", "数字"
    TEXT = "text", "文字"
    BOOLEAN = "boolean", "是或否"


class TokenScope(models.TextChoices):
    """What a unit's system may do with its token (令牌用途)."""

    REGISTRATIONS = "registrations", "推送登记信息"
