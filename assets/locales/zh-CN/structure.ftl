## Selecting, clipboard, joining
register-time = 时间
register-what = 内容
register-who = 责任人
register-remark = 备注

## Why records stay as they are
refused-gone = 它已经不在了。
refused-nothing-before = 它前面没有同级的内容，不能降级。
refused-no-room-before = 前一条里放不下它。
refused-not-a-section = 前面不是一节，不能并入其下。
refused-at-the-top = 它已经在最上层了。
refused-no-room-outside = 上一层放不下它，只能留在这里。
refused-nothing-to-join = 前面没有可以合并的内容。
refused-after-heading = 不能并到标题里。标题和下面的内容是分开的。
refused-heading-holds-more = 标题下面还有内容，不能并到上一条。先移走或删去那些内容。
refused-paragraph-holds-text = 上面是一段文字，放不下责任人、时间和指标。先删去这些，或把段落并到措施里。
refused-times-differ = 两条措施的时间不同。先改成一样，或删去一个。
refused-status-differs = 两条措施的进展不同。先改成一样。
refused-budgets-differ = 两条措施的预算不同。先改成一样，或删去一个。
refused-rows = 表格的行不能合并。
refused-no-table = 请先把光标放在问题、评分表、登记表或责任书里。

## What was pasted
pasted = 已粘贴为 { $count } 条。
pasted-marks = 去掉了 { $count } 处行首编号。
pasted-columns = 各列认作：{ $columns }。
pasted-column = { $head } → { $column }
pasted-mark = 、
pasted-gap = {""}
pasted-unclear = 有 { $count } 格没有看懂，原文留在措施里。
pasted-broken = 没有粘贴成。
pasted-number = 序号（不用）
pasted-title = 标题
pasted-kept = 留在措施的记录里
pasted-same = 同名一列
pasted-last = 并入最后一列
