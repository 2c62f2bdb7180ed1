"""Invented names and numbers: well-formed, and nobody's."""

from datetime import date
from random import Random

from registry.validators import (
    CREDIT_CODE_ALPHABET,
    CREDIT_CODE_WEIGHTS,
    IDENTITY_CHECK,
    IDENTITY_WEIGHTS,
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = [
    *(
        "秀兰",
        "玉梅",
        "桂英",
        "志强",
        "建华",
        "文静",
        "思远",
        "雨桐",
        "子涵",
        "欣怡",
        "晓燕",
        "海燕",
    ),
    *(
        "春梅",
        "国庆",
        "立新",
        "红梅",
        "淑芬",
        "永强",
        "振华",
        "雪梅",
        "佳琪",
        "梦瑶",
        "婷婷",
        "浩然",
    ),
    *("敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "超", "明", "霞"),
]
NAMES = [
    *("幸福里", "小青禾", "晨光", "运河湾", "向日葵", "小脚印", "启航", "童画", "春芽", "金苹果"),
    *(
        "小雨点",
        "彩虹桥",
        "星宝",
        "暖阳",
        "蒲公英",
        "小茉莉",
        "云朵",
        "大手牵小手",
        "萌芽",
        "智慧树",
    ),
    *("小树苗", "蓝天", "爱贝", "七彩", "小蜗牛", "阳光", "果果", "摇篮", "育德", "朵朵"),
]
STREETS = [
    *("光明道", "前进道", "雍阳西道", "运河西路", "振华东路", "泉旺路"),
    *("建设北路", "泉发路", "翠亨路", "机场道", "广贤路", "和园道"),
]
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Invention:
    """Makes things up; the same seed makes up the same."""

    def __init__(self, seed: int):
        self.random = Random(seed)  # noqa: S311 - invented data, nothing is guarded by it
        self.used: set[str] = set()

    def person(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def once(self, make) -> str:
        """Something not given out before."""
        while (thing := make()) in self.used:
            continue
        self.used.add(thing)
        return thing

    def facility_name(self, place: str, ending: str) -> str:
        return self.once(lambda: f"{place}{self.random.choice(NAMES)}{ending}")

    def address(self, place: str) -> str:
        return self.once(
            lambda: f"{place}{self.random.choice(STREETS)} {self.random.randint(1, 298)} 号"
        )

    def identity_number(self, born_between: tuple[int, int]) -> str:
        """A well-formed number of the district's codes (old and new)."""

        def make() -> str:
            region = self.random.choice(("120222", "120114"))
            year = self.random.randint(*born_between)
            day = date(year, self.random.randint(1, 12), self.random.randint(1, 28))
            body = f"{region}{day:%Y%m%d}{self.random.randint(1, 999):03d}"
            total = sum(
                int(digit) * weight for digit, weight in zip(body, IDENTITY_WEIGHTS, strict=True)
            )
            return body + IDENTITY_CHECK[total % 11]

        return self.once(make)

    def credit_code(self, prefix: str = "91120222MA") -> str:
        """A well-formed credit code, with both of its check characters."""

        def make() -> str:
            free = 16 - len(prefix)
            letters = "".join(self.random.choice("0123456789ABCDEFGH") for _ in range(free))
            organisation = f"{prefix}{letters}"[8:16]
            total = sum(
                int(character, 36) * weight
                for character, weight in zip(organisation, ORGANISATION_WEIGHTS, strict=True)
            )
            rest = 11 - total % 11
            body = f"{prefix}{letters}" + {10: "X", 11: "0"}.get(rest, str(rest))
            sum_ = sum(
                CREDIT_CODE_ALPHABET.index(character) * weight
                for character, weight in zip(body, CREDIT_CODE_WEIGHTS, strict=True)
            )
            return body + CREDIT_CODE_ALPHABET[(31 - sum_) % 31]

        return self.once(make)

    def mobile(self) -> str:
        """Numbers of a block no network gives out."""
        return self.once(lambda: f"1990000{self.random.randint(0, 9999):04d}")

    def phone(self) -> str:
        return self.once(lambda: f"022-8210{self.random.randint(0, 9999):04d}")
