"""An empty table of units, with an example row and what each column is for."""

from collections.abc import Mapping

from tiaoli.editions.columns import COLUMNS
from tiaoli.editions.units import EXAMPLE_ROW
from tiaoli.writers import xlsx

#: Rows that are ruled for filling in.
_ROWS = 60
_EXAMPLE = {
    "office.name": f"示例县示例镇信访办（{EXAMPLE_ROW}，不会生成）", "folder": "示例镇", "site.id": "shili-zhen",
    "site.url": "http://www.example.com/shili/", "site.title": "《信访工作条例》学习宣传", "site.subtitle": "示例镇学习园地",
    "office.logo": "示例镇.png", "office.channels.web": "示例：网上信访平台的名称和网址",
    "office.channels.address": "示例：收信的地址和邮政编码", "office.channels.phone": "示例：咨询投诉电话",
    "office.channels.hours": "示例：接待的时间和场所", "office.channels.progress": "示例：凭查询码在网上信访平台查询",
    "correction.name": "示例镇信访办", "correction.contact": "示例：邮箱或电话", "sponsor": "示例县示例镇人民政府",
}  # fmt: skip


def workbook(title: str) -> bytes:
    """The table as a workbook: one sheet to fill in, one that explains. `title`: of the content's statute."""
    heads = tuple(
        xlsx.Column(
            f"{column.title}（必填）" if column.required else column.title, max(12, min(28, column.limit // 3)),
            prompt=column.note,
        )
        for column in COLUMNS
    )  # fmt: skip
    example = tuple(_value(_EXAMPLE, column.key).replace("《信访工作条例》", f"《{title}》") for column in COLUMNS)
    blank = tuple(("",) * len(COLUMNS) for _ in range(_ROWS))
    table = xlsx.Sheet("单位表", heads, (example, *blank), landscape=True)
    rows = tuple(
        (column.title, "是" if column.required else "", f"{column.limit}字", column.note, "、".join(column.names))
        for column in COLUMNS
    )
    explained = xlsx.Sheet(
        "填写说明",
        (
            xlsx.Column("列", 22), xlsx.Column("必填", 8, "centre"), xlsx.Column("最多", 8, "centre"), xlsx.Column("说明", 52),
            xlsx.Column("也可以写作", 44),
        ),
        rows, title="单位表填写说明",
        notes=(
            "一行一个单位。必填的列没有写时，网页和资料上印“待填”，也不能正式发布。",
            "列的先后可以变，用不到的列可以删去。可以另存为 CSV。",
        ),
        landscape=True,
    )  # fmt: skip
    return xlsx.workbook((table, explained), "单位表")


def _value(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "")
