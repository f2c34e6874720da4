"""The columns of the table of units: what they set, how people call them, how much fits where they are printed."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `key`: the setting that it fills, dotted as in site.yml (campaign.* and contest.*: the other files).

    `limit`: characters that the layout bears. `required`: prints 待填 where it is missing, and blocks a release.
    `kind`: text, or what else is asked of the cell (folder, id, url, logo, date). `names`: other heads that people write.
    """

    key: str
    title: str
    limit: int
    names: tuple[str, ...] = ()
    required: bool = False
    kind: str = "text"
    note: str = ""


COLUMNS = (
    Column("office.name", "单位名称", 30, ("单位", "单位全称", "名称", "机关名称", "主体名称"), True,
           note="印在网页底部和每一页资料的底部"),
    Column("folder", "文件夹", 40, ("目录", "文件夹名", "文件夹名称"), kind="folder",
           note="放这个单位网站的文件夹；不写时用单位名称"),
    Column("site.id", "网站代号", 40, ("代号", "站点代号"), kind="id",
           note="小写字母、数字、连字符，以字母开头；学习进度按它存放，定了就不要再改；不写时自动生成"),
    Column("site.url", "网址", 200, ("网站地址", "网站网址", "域名"), kind="url",
           note="网站放到哪里，如 http://www.example.com/xxx/；有它才有条文二维码"),
    Column("site.title", "网站名称", 40, ("网站标题", "标题"), note="不写时同总站"),
    Column("site.subtitle", "副标题", 60, ("网站副标题",), note="首页大标题下面的一行；不写时同总站"),
    Column("office.logo", "标识图片", 200, ("标识", "徽标", "logo", "图标", "单位标识", "LOGO图片"), kind="logo",
           note="PNG 或 JPG 图片的文件名，图片和本表放在一起；不写时用通用图形"),
    Column("office.channels.web", "网络信访渠道", 120, ("网络渠道", "网上信访渠道", "网上信访", "信访网址"), True,
           note="《条例》第十八条要求公布"),
    Column("office.channels.address", "通信地址", 60, ("地址", "通讯地址", "邮寄地址"), True,
           note="《条例》第十八条要求公布；印在每一页资料的底部"),
    Column("office.channels.phone", "咨询投诉电话", 60, ("电话", "咨询电话", "投诉电话", "联系电话"), True,
           note="《条例》第十八条要求公布"),
    Column("office.channels.hours", "接待时间和地点", 120, ("接待时间、地点", "信访接待的时间和地点", "接待时间", "信访接待时间和地点", "接待时间地点"),
           True, note="《条例》第十八条要求公布"),
    Column("office.channels.progress", "查询进展和结果的方式", 120,
           ("查询方式", "进展查询", "查询办理进展", "查询信访事项处理进展以及结果的方式", "查询进展及结果的方式"), True,
           note="《条例》第十八条要求公布"),
    Column("correction.name", "纠错联系人", 30, ("纠错单位", "纠错"), note="网页有错向谁指出；不写时是单位名称"),
    Column("correction.contact", "纠错联系方式", 60, ("纠错电话", "纠错邮箱"), True, note="纠错的电话或邮箱"),
    Column("sponsor", "主办单位", 40, ("主办", "主办单位全称"), note="不写时是单位名称"),
    Column("icp", "ICP备案号", 40, ("备案号", "ICP"), note="没有就留空"),
    Column("police", "公安备案号", 40, ("公网安备",), note="没有就留空"),
    Column("campaign.title", "宣传月名称", 40, ("活动名称",), note="不写时同总站"),
    Column("campaign.theme", "宣传月主题", 40, ("主题", "活动主题"), note="不写时同总站"),
    Column("campaign.week.starts", "宣传周开始", 12, ("宣传周起", "集中宣传周开始"), kind="date",
           note="写成 2027-05-17，在宣传月之内；不写时同总站"),
    Column("campaign.week.ends", "宣传周结束", 12, ("宣传周止", "集中宣传周结束"), kind="date", note="不写时同总站"),
    Column("contest.title", "征文名称", 40, (), note="不写时同总站"),
    Column("contest.theme", "征文主题", 40, (), note="不写时同总站"),
    Column("contest.opens", "征文开始", 12, ("征文起",), kind="date", note="写成 2027-04-06；不写时同总站"),
    Column("contest.closes", "征文截稿", 12, ("征文截止", "截稿日期", "征文止"), kind="date", note="不写时同总站"),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
NAME, FOLDER, LOGO = BY_KEY["office.name"], BY_KEY["folder"], BY_KEY["office.logo"]
#: Heads that stand in most tables and set nothing.
IGNORED = frozenset({"序号", "编号", "备注"})
_IN_BRACKETS = re.compile(r"[（(\[【].*?[）)\]】]")
_NOT_IN_HEAD = re.compile(r"[\s*＊:：、，,]+")


def plain(head: str) -> str:
    """A head without what people add to it.

    >>> plain(" 单位 名称（必填）*："), plain("接待时间、地点")
    ('单位名称', '接待时间地点')
    """
    return _NOT_IN_HEAD.sub("", _IN_BRACKETS.sub("", head)).casefold()


_KNOWN = {plain(name): column for column in COLUMNS for name in (column.title, *column.names)}


def column_of(head: str) -> Column | None:
    """The column that a head names, None for one that isn't ours.

    >>> column_of("地址").key, column_of("面积")
    ('office.channels.address', None)
    """
    return _KNOWN.get(plain(head))
