"""Complaints of the demonstration (投诉举报): one in each state, come there by the acts."""

from django.db import transaction

from accounts.models import User
from departments.models import Department, Member
from inspections.choices.complaint import ComplaintOutcome
from inspections.models import Complaint
from inspections.notifications.complaint import tell_untold_complaints
from inspections.services.complaint import (
    accept_complaint,
    answer_complaint,
    hand_over_complaint,
    merge_complaint,
    submit_complaint,
)
from registry.models import Facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.district import District

HAPPY, MORNING = "杨村街道幸福里托育园", "东蒲洼街道晨光托育园"


class Complaints:
    """What people of the district reported, and what the units did about it."""

    def __init__(self, district: District):
        self.district = district
        self.serial = 0

    def tell_all(self) -> None:
        for story in (
            self.just_received,
            self.late,
            self.being_looked_into,
            self.substantiated,
            self.unsubstantiated,
            self.merged,
            self.handed_over,
            self.abuse,
            self.unregistered_place,
        ):
            with transaction.atomic():
                story()

    def reported(self, days_ago: int, kind: str, content: str, **facts: object) -> Complaint:
        self.serial += 1
        name = facts.pop("about", "")
        facts = {
            "kind": kind,
            "content": content,
            "facility": Facility.objects.filter(name=name).earliest("pk") if name else None,
        } | facts
        with self.district.on(self.district.day(days_ago), 9):
            complaint, _ = submit_complaint(
                facts=facts, photos=(), submission=f"demonstration {self.serial}"
            )
            tell_untold_complaints()
        return complaint

    def officer(self, complaint: Complaint) -> User:
        members = Member.objects.active(clock.today()).acting()
        return members.filter(department=complaint.department).order_by("pk").first().user

    def accepted(self, complaint: Complaint, days_ago: int) -> Complaint:
        with self.district.on(self.district.day(days_ago)):
            return accept_complaint(complaint, actor=self.officer(complaint))

    def answered(self, complaint: Complaint, days_ago: int, outcome: str, reply: str) -> Complaint:
        with self.district.on(self.district.day(days_ago), 15):
            return answer_complaint(
                complaint,
                actor=self.officer(complaint),
                outcome=outcome,
                reply=reply,
                is_checked=False,
                version=complaint.version,
            )

    def just_received(self) -> None:
        self.reported(
            0,
            "food",
            "昨天接孩子的时候，看到加餐的酸奶已经过了保质期两天。",
            about=HAPPY,
            reporter_phone="13900000001",
        )

    def late(self) -> None:
        self.reported(17, "fee", "退托以后预交的费用一直不退，说要等到年底。", about=MORNING)

    def being_looked_into(self) -> None:
        complaint = self.reported(
            6,
            "care",
            "下午经常只有一位老师看着十几个孩子，老师自己也说忙不过来。",
            about=MORNING,
            reporter_name="林某",
            reporter_phone="13900000002",
        )
        self.accepted(complaint, 5)

    def substantiated(self) -> None:
        complaint = self.reported(
            30, "fire", "二楼走廊堆着婴儿车和纸箱，安全出口的门锁着。", about=HAPPY
        )
        complaint = self.accepted(complaint, 28)
        self.answered(
            complaint,
            20,
            ComplaintOutcome.SUBSTANTIATED,
            "现场看到疏散通道堆放杂物，情况属实。已要求当场清理，并列入个案检查。",
        )

    def unsubstantiated(self) -> None:
        complaint = self.reported(
            25, "hygiene", "班里好几个孩子同时发烧，园里没有通知家长。", about=HAPPY
        )
        complaint = self.accepted(complaint, 24)
        self.answered(
            complaint,
            18,
            ComplaintOutcome.UNSUBSTANTIATED,
            "查看了晨午检、缺勤追踪和通知家长的记录，没有发现瞒报。已提醒机构及时、完整告知家长。",
        )

    def merged(self) -> None:
        first = self.reported(9, "security", "接送的时候门口没有保安，谁都能进去。", about=HAPPY)
        second = self.reported(8, "security", "下午五点多大门开着，没有人看门。", about=HAPPY)
        first = self.accepted(first, 7)
        with self.district.on(self.district.day(7), 11):
            merge_complaint(second, actor=self.officer(first), into=first)

    def handed_over(self) -> None:
        complaint = self.reported(
            4, "other", "装修以后教室里味道很大，孩子回家咳嗽。", about=MORNING
        )
        with self.district.on(self.district.day(3)):
            hand_over_complaint(
                complaint,
                actor=self.officer(complaint),
                to=Department.objects.get(code="zjw"),
                note="反映的是装修和室内空气，请住房建设委办理。",
            )

    def abuse(self) -> None:
        complaint = self.reported(
            12,
            "abuse",
            "听到老师大声吼孩子，还看到她用力拽孩子的胳膊。",
            about=MORNING,
            reporter_name="梁某",
            reporter_phone="13900000003",
        )
        complaint = self.accepted(complaint, 12)
        self.answered(
            complaint,
            11,
            ComplaintOutcome.UNSUBSTANTIATED,
            "当天到场调取了监控录像，没有发现殴打、伤害孩子的行为；已要求机构加强师德教育。",
        )

    def unregistered_place(self) -> None:
        self.reported(
            2,
            "unfiled",
            "小区底商开了一家收小孩的，没有看到备案回执，最小的孩子才一岁多。",
            place_name="小太阳早教",
            place_address="下朱庄街道某某小区 3 号楼底商",
            township=Department.objects.get(code="120114002"),
        )
