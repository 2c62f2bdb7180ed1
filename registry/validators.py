"""Formats of identifiers and numbers: credit code, identity number, telephone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import mul

from django.core.exceptions import ValidationError

from wuqing_tuoyu import clock

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE = re.compile(rf"[{CREDIT_CODE_ALPHABET}]{{18}}\Z")
CREDIT_CODE_VALUES = {sign: value for value, sign in enumerate(CREDIT_CODE_ALPHABET)}
CREDIT_CODE_WEIGHTS = [3**place % 31 for place in range(17)]

IDENTITY_NUMBER = re.compile(r"[0-9]{17}[0-9X]\Z")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECK = "10X98765432"

MOBILE = re.compile(r"1[3-9][0-9]{9}\Z")
PHONE = re.compile(r"(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|400-?\d{3}-?\d{4})\Z", re.ASCII)


def is_credit_code_shape(value: str) -> bool:
    """18 characters without I, O, S, V, Z (GB 32100)."""
    return CREDIT_CODE.match(value) is not None


def is_credit_code(value: str) -> bool:
    """Shape and check digit of a credit code (统一社会信用代码); the region is not judged.

    python-stdnum's `cn.uscc` refuses letters in the first eight places, which GB 32100 allows.
    """
    if not is_credit_code_shape(value):
        return False
    values = map(CREDIT_CODE_VALUES.__getitem__, value)
    total = sum(map(mul, values, CREDIT_CODE_WEIGHTS))
    return CREDIT_CODE_ALPHABET[(31 - total) % 31] == value[17]


def birth_date(identity_number: str) -> date | None:
    """Date of birth in an identity number, if it is a date."""
    if not IDENTITY_NUMBER.match(identity_number):
        return None
    try:
        return date.fromisoformat(
            f"{identity_number[6:10]}-{identity_number[10:12]}-{identity_number[12:14]}"
        )
    except ValueError:
        return None


def is_identity_number(value: str) -> bool:
    """Shape, date and check digit of an identity number (居民身份证号码, GB 11643).

    The region is not judged: python-stdnum's `cn.ric` refuses 120114 with births before 2000,
    though cards are renewed with the district's present code.
    """
    if birth_date(value) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(value, IDENTITY_WEIGHTS, strict=False))
    return IDENTITY_CHECK[total % 11] == value[17]


def validate_credit_code(value: str) -> None:
    if not is_credit_code_shape(value):
        raise ValidationError("统一社会信用代码应为 18 位，且不含字母 I、O、S、V、Z。")
    if not is_credit_code(value):
        raise ValidationError("统一社会信用代码校验位不正确，请核对登记证照。")


def validate_identity_number(value: str) -> None:
    born = birth_date(value)
    if born is None or born > clock.today():
        raise ValidationError("身份证号码格式或出生日期不正确。")
    if not is_identity_number(value):
        raise ValidationError("身份证号码校验位不正确。")


def validate_mobile(value: str) -> None:
    if not MOBILE.match(value):
        raise ValidationError("请输入 11 位手机号码。")


PERSONAL_SHAPES = (
    ("身份证号", re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")),
    ("手机号", re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")),
    ("电话号码", re.compile(r"(?<!\d)0\d{2,3}[- －]?\d{7,8}(?!\d)")),
)
SHORTEST_NAME = 2
SURNAMES = (
    "王李张刘陈杨赵周吴徐孙朱胡郭罗郑梁谢宋唐许韩冯邓曹彭曾肖潘袁蒋蔡余杜叶魏吕苏卢丁沈姜崔谭陆廖"
    "贾韦付夏邹熊孟秦阎薛侯雷龙段郝孔邵史毛顾赖武康贺尹钱施汤"
)
CHILD = "(?:小朋友|宝宝|宝贝)"
HAN = "[\u4e00-\u9fff]"
CHILDREN = re.compile(
    rf"[{SURNAMES}](?:(?!某){HAN}){{1,2}}?{CHILD}"  # 王小明小朋友
    rf"|小{HAN}{CHILD}|({HAN})\1{CHILD}"  # 小明宝宝，朵朵宝宝
    rf"|{CHILD}[：:“]?[{SURNAMES}](?:(?!某){HAN}){{1,2}}(?!{HAN})"  # 小朋友王小明
)


@dataclass(frozen=True)
class Trait:
    """One place in a text that looks like personal data (个人信息)."""

    kind: str
    found: str


def personal_traits(text: str, names: Iterable[str] = ()) -> list[Trait]:
    """Identity numbers, telephones, known names and what children are called, before publishing."""
    traits = [
        Trait(kind, found) for kind, shape in PERSONAL_SHAPES for found in shape.findall(text)
    ]
    known = sorted({name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME})
    traits += [Trait("姓名", name) for name in known if name in text]
    traits += [Trait("孩子的称呼", found.group()) for found in CHILDREN.finditer(text)]
    return list(dict.fromkeys(traits))


def traits_in_words(traits: Iterable[Trait]) -> str:
    """What is said to whoever is about to publish it."""
    found = "、".join(f"{trait.kind}“{trait.found}”" for trait in traits)
    return f"要公开的内容里可能有个人信息：{found}。请改写，或者确认后再提交。"
