## Start
start-recent = 最近的计划
start-no-recent = 还没有保存过的计划。从下面选一个模板开始。
start-search = 按名称、单位或年份找
start-templates = 从模板新建
start-hint = 点一下模板，填好年份和单位就能开始写；空着的以后再填。
start-back = 回到“{ $title }”
column-name = 名称
column-period = 期间
column-content = 内容
column-changed = 最近改动
recent-content = { $measures } 条措施
recent-content-blanks = { $measures } 条措施，{ $blanks } 项待填
recent-forget = 从列表移除
changed-today = 今天 { $time }
changed-yesterday = 昨天 { $time }
changed-on = { $year }年{ $month }月{ $day }日
