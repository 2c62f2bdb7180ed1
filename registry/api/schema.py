"""The shape of the answers (接口说明), drawn from the one list of public columns."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from registry.filters.age import OLDEST
from registry.filters.found import LAST_PAGE
from registry.filters.public import PublicFacilityFilter
from registry.services.register import PUBLIC_COLUMNS

FIELDS = {
    "text": serializers.CharField,
    "date": serializers.DateField,
    "integer": serializers.IntegerField,
    "number": serializers.FloatField,
    "boolean": serializers.BooleanField,
}
MOST_ON_A_PAGE = 200
ALWAYS = {"name", "number", "standing", "filed_on", "public_id", "township", "address"}


def told_of(column):
    """The caption, what it means, and the codes it may hold with their words."""
    codes = column.choices or column.holds
    listed = "、".join(f"{code}（{label}）" for code, label in codes.choices) if codes else ""
    return "；".join(each for each in (column.caption, column.help, listed) if each)


def fields_of_columns():
    for column in PUBLIC_COLUMNS:
        words = {"help_text": told_of(column)}
        if column.kind == "list":
            yield column.key, serializers.ListField(child=serializers.CharField(), **words)
            continue
        words["allow_null"] = column.kind != "text" and column.key not in ALWAYS
        yield column.key, FIELDS[column.kind](**words)
        if column.choices is not None:
            yield (
                f"{column.key}_label",
                serializers.CharField(help_text=f"{column.caption}（文字）"),
            )


class AddressSerializer(serializers.Serializer):
    """Where more is said: the same facility in the API and as a page."""

    url = serializers.URLField(help_text="接口地址")
    page_url = serializers.URLField(help_text="网页地址")


FacilitySerializer = type(
    "FacilitySerializer",
    (AddressSerializer,),
    {"__doc__": "托育机构的公开栏目", **dict(fields_of_columns())},
)


class FacilityListSerializer(serializers.Serializer):
    count = serializers.IntegerField(
        help_text="符合条件的机构数，最多数到 1000，不含没有列出的已注销机构"
    )
    count_is_capped = serializers.BooleanField(help_text="是：符合条件的超过 count 家")
    closed_left_out = serializers.IntegerField(help_text="没有列出的已注销机构数")
    notes = serializers.ListField(child=serializers.CharField(), help_text="检索词没有用上的部分")
    next = serializers.URLField(
        allow_null=True,
        help_text="下一页；按最新备案排列时可以一直取到最后一家，否则最多到一千家左右、50 页",
    )
    previous = serializers.URLField(allow_null=True, help_text="上一页")
    results = FacilitySerializer(many=True)


class ClassSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="班型")
    kind_label = serializers.CharField()
    min_age = serializers.IntegerField(help_text="最小月龄")
    max_age = serializers.IntegerField(help_text="最大月龄")
    places = serializers.IntegerField(help_text="托位数")
    vacancies = serializers.IntegerField(allow_null=True, help_text="空余托位，机构填报")
    stated_on = serializers.DateField(allow_null=True, help_text="填报日期")


class FeeSerializer(serializers.Serializer):
    item = serializers.CharField(help_text="收费项目")
    service_form = serializers.CharField(help_text="服务形式，空为不分")
    amount = serializers.FloatField(help_text="金额")
    unit = serializers.CharField(help_text="计费单位")
    is_meal = serializers.BooleanField(help_text="是否膳食费")
    valid_from = serializers.DateField(help_text="执行日期")


class HoursSerializer(serializers.Serializer):
    weekday = serializers.IntegerField(help_text="星期，1 为周一")
    opens = serializers.CharField(help_text="开始，HH:MM")
    closes = serializers.CharField(help_text="结束，HH:MM")


class StatementSerializer(serializers.Serializer):
    sentence = serializers.CharField(help_text="属实的一句话")
    source = serializers.CharField(help_text="谁说的：机构申报、现场核实、区卫生健康委核对")


class HonourSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="种类")
    kind_label = serializers.CharField()
    title = serializers.CharField(help_text="称号")
    awarded_by = serializers.CharField(help_text="授予单位")
    awarded_on = serializers.DateField(help_text="授予日期")
    source = serializers.CharField(help_text="依据的文件或者公告")


class ReasonSerializer(serializers.Serializer):
    sentence = serializers.CharField(help_text="不符合的内容")
    article = serializers.CharField(help_text="依据")


class PauseSerializer(serializers.Serializer):
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    is_ordered = serializers.BooleanField(help_text="是否依决定停止")


class RecordSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="种类")
    kind_label = serializers.CharField()
    happened_on = serializers.DateField()
    title = serializers.CharField()
    body = serializers.CharField()
    items_checked = serializers.IntegerField(allow_null=True, help_text="检查项数，只有监督检查有")
    items_unmet = serializers.IntegerField(allow_null=True, help_text="不符合项数")
    items_corrected = serializers.IntegerField(allow_null=True, help_text="已整改项数")
    sentence = serializers.CharField(help_text="监督检查结果的一句话")
    follow_up = serializers.CharField(help_text="检查以后做了什么")
    reply = serializers.CharField(help_text="检查单位写下的机构答复")
    response = serializers.CharField(help_text="机构回应：机构自己公开的话，没有时为空")
    responded_on = serializers.DateField(allow_null=True, help_text="机构回应的日期")
    department = serializers.CharField(help_text="公开单位")


class FacilityDetailSerializer(FacilitySerializer):
    """一家机构，连同页面上栏目以外的内容"""

    classes = ClassSerializer(many=True)
    fees = FeeSerializer(many=True)
    hours_stated_on = serializers.DateField(allow_null=True, help_text="开放时间填报日期")
    opening_hours = HoursSerializer(many=True)
    safety = StatementSerializer(many=True)
    inclusive_since = serializers.DateField(allow_null=True, help_text="认定普惠的日期")
    honours = HonourSerializer(many=True)
    nonconformities = ReasonSerializer(many=True)
    pause = PauseSerializer(allow_null=True)
    records = RecordSerializer(many=True)
    moved_from = serializers.CharField(allow_null=True, help_text="旧址机构的公开标识")
    moved_to = serializers.CharField(allow_null=True, help_text="新址机构的公开标识")


class ReceiptCheckSerializer(serializers.Serializer):
    standing = serializers.CharField(help_text="今天的备案状态")
    standing_label = serializers.CharField()
    plain = serializers.CharField(help_text="备案状态的一句话说明")
    is_paused = serializers.BooleanField()
    name = serializers.CharField()
    number = serializers.CharField()
    address = serializers.CharField()
    edition = serializers.IntegerField(help_text="这张回执的版次")
    issued_on = serializers.DateField(help_text="这张回执的出具日期")
    is_replaced = serializers.BooleanField(help_text="是否已被更新的一版替换")
    newest_edition = serializers.IntegerField()
    facility = serializers.URLField(help_text="机构在接口里的地址")


class DutySerializer(serializers.Serializer):
    code = serializers.CharField(help_text="单位代码")
    name = serializers.CharField()
    short_name = serializers.CharField()
    may_inspect = serializers.BooleanField(help_text="是否有检查权")
    inspection_scope = serializers.CharField()
    duties = serializers.ListField(child=serializers.CharField(), help_text="职责条款，照原文")


class LineSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()
    facilities = serializers.IntegerField(help_text="机构数")
    places = serializers.IntegerField(help_text="托位数")
    inclusive = serializers.IntegerField(help_text="普惠机构数")
    free = serializers.IntegerField(help_text="空余托位数")


class FiguresSerializer(serializers.Serializer):
    on = serializers.DateField(help_text="数字的日期")
    stated_since = serializers.DateField(help_text="空余托位只算这一天以后填报的")
    total = LineSerializer()
    paused = serializers.IntegerField(help_text="暂停服务的机构数")
    by_standing = LineSerializer(many=True)
    by_form = LineSerializer(many=True)
    by_nature = LineSerializer(many=True)
    by_service = LineSerializer(many=True)
    by_township = LineSerializer(many=True)


class DetailSerializer(serializers.Serializer):
    detail = serializers.CharField(help_text="一句话说明")


class FaultSerializer(serializers.Serializer):
    detail = serializers.CharField(help_text="一句话说明哪里不对")
    errors = serializers.DictField(
        child=serializers.CharField(),
        help_text="哪里不对：按参数，推送的按第几条（从 0 数）或者记录号",
    )


def asked_for(parameter):
    """What a parameter means, with the words of its codes."""
    choices = parameter.extra.get("choices", ())
    listed = "、".join(f"{code}（{label}）" for code, label in choices)
    told = (parameter.label, parameter.extra.get("help_text"), listed)
    return "；".join(str(each) for each in told if each)


def whole_number(least, most):
    return {"type": "integer", "minimum": least, "maximum": most}


def parameters():
    """The parameters of the search, as the filter set has them."""
    for name, each in PublicFacilityFilter.base_filters.items():
        if name == "view":
            continue
        yield OpenApiParameter(
            name,
            type=whole_number(0, OLDEST) if name == "age" else OpenApiTypes.STR,
            description=asked_for(each),
            enum=[code for code, _ in each.extra.get("choices", ())] or None,
            many=name == "service",
            explode=True if name == "service" else None,
        )
    yield OpenApiParameter(
        "page", type=whole_number(1, LAST_PAGE), description="页码，从 1 开始，最多 50"
    )
    yield OpenApiParameter(
        "after",
        description="接在这家（public_id）后面，按最新备案排列；next 里就有，照抄即可",
    )
    yield OpenApiParameter(
        "page_size", type=whole_number(1, MOST_ON_A_PAGE), description="每页几家，1 到 200"
    )
