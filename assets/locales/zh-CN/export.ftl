## Words of the files that other programs read; see also table.ftl
export-sheet-scores = 评分
export-sheet-register = 登记表
export-total = 合计
export-column-text = 具体内容
export-column-others = 协助、审批、督办
export-column-deadline = 截止日期
export-column-progress = 进度（%）
export-column-unit = 单位
export-column-target-number = 目标数值
export-column-read-on = 数据日期
export-column-formula = 计算方法
export-column-score = 得分
export-column-from = 分数从
export-column-coefficient = 系数
export-calendar-time = 时间：{ $time }
export-calendar-in = 所在章节：{ $heading }
