"""Officers, visitors and operators at work (监督检查步骤): each step on its day."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import User
from departments.models import Department, Member
from inspections.choices import (
    InspectionKind,
    ItemResult,
    ReferralKind,
    Signature,
    VisitKind,
)
from inspections.models import Checklist, Inspection, Rectification, Referral, Visit
from inspections.notifications import tell_untold
from inspections.services.answer import save_answer, submit_rectification
from inspections.services.inspection import (
    begin_inspection,
    conclude_inspection,
    plan_inspection,
    tell_result,
)
from inspections.services.judging import Judgement, judge_items
from inspections.services.order import order_rectification
from inspections.services.rectification import (
    accept_answer,
    refuse_answer,
    return_rectification,
    verify_rectification,
)
from inspections.services.referral import refer
from inspections.services.visit import checklist_for_visits, record_visit
from registry.choices import Standing
from registry.models import Facility, Representative
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.district import District
from wuqing_tuoyu.demonstration.pictures import photograph

NOTE = {
    "SC08": "留样柜里今天的午餐只有 2 个品种，没有写留样时间",
    "SC03": "1 名厨师的健康证明上个月到期",
    "XF05": "活动室外 2 具灭火器压力不足",
    "XF06": "东侧楼梯间 1 盏应急灯不亮",
    "GA04": "后门没有监控，录像只保存 60 日",
    "WJ08": "晨午检记录缺最近 3 天",
    "WJ09": "玩具消毒记录没有签名",
    "YJ09": "含氯消毒剂放在洗手台下，没有上锁",
    "ZJ09": "二层平台护栏有 2 根松动",
    "ZX04": "疏散通道堆放婴儿车",
    "ZX09": "公示栏里的食谱是上周的",
}


class Inspectorate:
    """Members and operators act; the stories say where and when."""

    def __init__(self, district: District):
        self.district = district
        spoken_for = Representative.objects.confirmed().values("operator")
        verified = Facility.objects.filter(standing=Standing.VERIFIED, operator__in=spoken_for)
        self.places = list(verified.select_related("operator").order_by("filed_on", "pk"))
        self.serial = 0

    # Who and where

    def place(self, number: int) -> Facility:
        return self.places[number % len(self.places)]

    def officers(self, code: str) -> list[Member]:
        names = (f"{code}_officer", f"{code}_officer2")
        return list(
            Member.objects.filter(user__username__in=names).select_related("user", "department")
        )

    def officer(self, code: str) -> User:
        return self.district.user(f"{code}_officer")

    def speaker(self, facility: Facility) -> User:
        return facility.operator.representatives.confirmed().order_by("pk").first().user

    def back(self, working_days: int) -> date:
        return self.district.day(working_days)

    # Steps that many of them share

    def planned(
        self, place: int, code: str, held_on: date, kind: str = InspectionKind.ROUTINE, **facts
    ) -> Inspection:
        department = Department.objects.get(code=code)
        return plan_inspection(
            self.place(place),
            actor=self.officer(code),
            department=department,
            kind=kind,
            checklist=Checklist.objects.published().get(department=department),
            held_on=held_on,
            **({"source": "年度检查计划"} | facts),
        )

    def begun(self, inspection: Inspection) -> Inspection:
        self.serial += 1
        year, code = clock.today().year, inspection.department.code
        return begin_inspection(
            inspection,
            actor=self.officer(code),
            officers=self.officers(code),
            approval_number=f"检审〔{year}〕{self.serial}号",
            notice_number=f"检通〔{year}〕{self.serial}号",
        )

    def judged(self, inspection: Inspection, failed: Iterable[str], most: int = 99) -> Inspection:
        judge_items(
            inspection,
            [
                Judgement(item.pk, item.version, ItemResult.FAILED, NOTE[item.code])
                if item.code in failed
                else Judgement(item.pk, item.version, ItemResult.CONFORMING)
                for item in inspection.items.with_subjects()
                if item.position <= most
            ],
            actor=self.officer(inspection.department.code),
        )
        return inspection

    def concluded(self, place: int, code: str, failed: Iterable[str] = (), **facts) -> Inspection:
        inspection = self.judged(
            self.begun(self.planned(place, code, clock.today(), **facts)), failed
        )
        return conclude_inspection(
            inspection,
            actor=self.officer(code),
            signature=Signature.SIGNED,
            opinion="情况属实，马上整改。" if failed else "无意见。",
        )

    def told(self, inspection: Inspection) -> Inspection:
        actor = self.officer(inspection.department.code)
        return tell_result(inspection, actor=actor, told_on=clock.today())

    def ordered(
        self, place: int, code: str, failed: Iterable[str], days_ago: int, days: int
    ) -> Rectification:
        with self.district.on(self.back(days_ago)):
            inspection = self.concluded(place, code, failed)
            rectification = order_rectification(
                inspection,
                actor=self.officer(code),
                findings=[finding.pk for finding in inspection.findings.pending()],
                due_on=clock.today() + timedelta(days=days),
            )
            self.told(inspection)
            tell_untold()
        return rectification

    def submitted(self, rectification: Rectification, days_ago: int, words: str) -> None:
        with self.district.on(self.back(days_ago)):
            actor = self.speaker(rectification.facility)
            for item in rectification.items.for_operator():
                picture = photograph(item.sentence, seed=item.pk)
                save_answer(item, actor=actor, words=words, uploads=[picture])
            submit_rectification(rectification, actor=actor)

    def checked(self, rectification: Rectification, days_ago: int, refused: str = "") -> None:
        """Accept what was shown; the last item is refused where a reason is given."""
        with self.district.on(self.back(days_ago)):
            actor = self.officer(rectification.department.code)
            *first, last = rectification.items.answered()
            for item in first:
                accept_answer(item, actor=actor, version=item.version)
            if refused:
                refuse_answer(last, actor=actor, version=last.version, note=refused)
                return_rectification(rectification, actor=actor)
                return
            accept_answer(last, actor=actor, version=last.version)
            verify_rectification(rectification, actor=actor)

    def visited(self, place: int, code: str, days_ago: int, failed: Iterable[str] = ()) -> Visit:
        """A township goes by its list; any other unit talks."""
        with self.district.on(self.back(days_ago)):
            facility = self.place(place)
            unit = facility.township if code == "township" else Department.objects.get(code=code)
            member = Member.objects.filter(department=unit).select_related("user").first()
            checklist = checklist_for_visits(unit)
            items = checklist.items.all() if checklist else []
            results = {
                item.pk: (ItemResult.FAILED, NOTE[item.code])
                if item.code in failed
                else (ItemResult.CONFORMING, "")
                for item in items
            }
            return record_visit(
                facility,
                actor=member.user,
                department=unit,
                kind=VisitKind.PATROL if unit.is_township else VisitKind.GUIDANCE,
                visited_on=clock.today(),
                people=[member],
                content="按清单看了门卫、通道、厨房和公示栏。"
                if unit.is_township
                else "与园长座谈，了解家长课堂和照护指导的需要。",
                suggestions="请保持通道畅通。" if failed else "建议每月更新公示栏。",
                checklist=checklist,
                results=results,
                uploads=[photograph("现场", seed=place)] if failed else [],
            )

    def referred(self, visit: Visit, days_ago: int, code: str) -> Referral:
        with self.district.on(self.back(days_ago)):
            failed = visit.items.failed()
            return refer(
                visit,
                actor=visit.recorded_by,
                kind=ReferralKind.FAILED_ITEMS,
                to_department=Department.objects.get(code=code),
                note="巡查时已当面提醒，请依法处理。",
                items=[item.pk for item in failed],
            )
