## Quick entry
## Owners
owner-new-post = 新增岗位：{ $name }
owner-new-department = 新增部门：{ $name }
owner-earlier = 往年计划
owner-forget = 从名单删除 { $name }
owner-unknown = 名单里没有，按 ↓ 选择
owner-keys = 按 1 负责、2 协助、3 审批、4 督办，Delete 移除
owner-instead-hint = 换成谁接替{ $name }…
owner-stays = { $name }不再负责任何措施，但还在人员名单里。
owner-stays-remove = 从名单删除
owner-stays-keep = 留着
owner-owns = { $name }名下有 { $count } 条措施：{ $measures }。
owner-owns-more = { $name }名下有 { $count } 条措施：{ $measures }等。
owner-owns-take = 从措施中去掉并删除
owner-owns-instead = 换成别人…

## Indicators in one line
entry-indicator = 一行写指标
entry-indicator-hint = 如 客户满意度 ≥95% 基数93%
entry-indicator-line = 一行
entry-no-indicator = 还没写指标
entry-no-figure = 还没有目标值
fault-range = 区间的下限大于上限
fault-units = 基数单位是{ $base }，目标单位是{ $target }
fault-units-short = 基数和目标的单位不一致
fault-no-such = 没有{ $said }
fault-backwards = 结束早于开始

## The line
entry-name = 快速录入
entry-hint = 一行写一条措施，如：开展柜面服务培训 @王芳 6月底 合格率≥95% #服务
entry-help = @ 写人，# 写节；时间和指标直接写。Enter 加入，Esc 返回
entry-add = 加入
entry-clear = 清空这一行
entry-kept = 正文保留
entry-outside = 不在计划期内
entry-vague = “{ $words }”不是明确的时间
entry-chip-off = 点一下改回正文
entry-chip-on = 重新识别 { $words }
entry-who = { $words } 是谁？
entry-which = 哪一位 { $words }？
entry-of-what = { $words } 属于哪项指标？
entry-no-section = 没有叫“{ $words }”的节，放在哪里？
entry-which-section = “{ $words }”指哪一节？
entry-plain = 保留为正文
entry-name-before = 前面的词
entry-name-known = 本计划的指标
entry-name-words = 用措施内容作名称
entry-no-words = 还没写做什么
entry-no-place = 这里放不了措施，用 # 指定一节
entry-place = { $place }第 { $number } 条
