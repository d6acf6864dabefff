## The year
year-mode-line = 时间线
year-mode-calendar = 月历
year-measures = 措施
year-today = 今天 { $date }
year-year = { $year }年
year-comma = ，
year-name = { $measure }，{ $when }，{ $owner }，{ $standing }
year-owner-when = { $owner }　{ $when }
year-due-line = { $date }　{ $measure }
year-no-owner = 无责任人
year-no-time = 未定时间
year-weekend = 周末
year-clash = 前项还没结束就开始
year-day-off = 期限不是工作日
year-day-off-long = { $date }是{ $what }，下一个工作日是{ $next }
year-next-working = 不是工作日，下一个工作日是{ $date }
year-days-left = 还有 { $count } 天。
year-days-left-pace = 还有 { $count } 天，按目前速度{ $date }完成。
year-days-late = 已过期限 { $count } 天。
year-to-write = 到撰写页
year-empty = 计划里还没有措施。写下第一条措施，定好时间，它就会出现在年历上。
year-empty-write = 去写措施
year-none-pass = 没有符合筛选条件的措施。

## How measures stand
year-open = 未开始
year-running = 进行中
year-due = 本月到期
year-late = 已逾期
year-done = 已完成
year-cancelled = 已取消

## The tools of the time line
year-earlier = 往前
year-later = 往后
year-month-before = 上个月
year-month-after = 下个月
year-all = 全年
year-whole = 全程
year-quarter = 季度
year-month = 月
year-zoom-in = 放大
year-zoom-out = 缩小
year-to-today = 回到今天
year-legend-bar = 有期限
year-legend-duty = 常年
year-legend-deadline = 期限
year-legend-marks = 已办、待办、漏办
year-owner = 责任人：{ $name }
year-owner-all = 全部
year-filter = 筛选与分组
year-filter-set = 筛选与分组（已筛选）
year-filter-clear = 取消全部筛选
year-by-standing = 只看状态
year-by-section = 只看一节
year-grouping = 分组
year-group-sections = 按节
year-group-goals = 按节和目标
year-group-owners = 按责任人
year-group-none = 不分组
year-fold-all = 全部收起
year-unfold-all = 全部展开
year-group = { $title }，{ $count } 项
year-group-folded = { $title }，{ $count } 项，已收起
year-folded = { $count } 项

## Why a time is not moved
year-fixed-cadence = 例行项按周期发生，不能拖动。请改它的时间。
year-fixed-no-day = 这个时间没有日期，不能移动。请改它的时间。

## How many deadlines there are
year-load-day = 每天要办的事
year-load-week = 每周要办的事
year-load-month = 每月要办的事
year-load-quarter = 每季要办的事
year-load-caption = 期限和每月以上例行项，{ $name }最忙
year-load-none = 没有期限
year-load-name = { $name }：{ $count } 项
year-load-owner = { $owner } { $count } 项

## The calendar
year-mon = 周一
year-tue = 周二
year-wed = 周三
year-thu = 周四
year-fri = 周五
year-sat = 周六
year-sun = 周日
year-make-up = 调休上班
year-more = 还有 { $count } 项
year-entry = { $date } { $measure }，{ $standing }
year-mark-done = 已办
year-mark-to-do = 待办
year-mark-missed = 漏办
year-mark-left-out = 不办
year-holidays-unknown = { $year }年的放假安排尚未录入，月历只标出周末。
year-holidays-enter = 录入放假安排…

## Days off
holidays-heading = 节假日和调休
holidays-own = 自己录入的安排
holidays-announced = 随程序提供：{ $source }
holidays-none = 还没有这一年的安排，只算周末
holidays-year-before = 上一年
holidays-year-after = 下一年
holidays-rests = 放假
holidays-name = 第 { $number } 个假期的名称
holidays-name-hint = 如 国庆节
holidays-first = 第 { $number } 个假期的第一天
holidays-last = 第 { $number } 个假期的最后一天
holidays-to = 至
holidays-remove = 去掉第 { $number } 个假期
holidays-add = 加一个假期
holidays-workdays = 调休上班的周末
holidays-workday = 第 { $number } 个上班的周末
holidays-workday-remove = 去掉第 { $number } 个上班的周末
holidays-workday-add = 加一天
holidays-notice = 也可以把国务院办公厅的放假通知原文粘贴进来，由程序读出日期。
holidays-notice-name = 放假通知原文
holidays-notice-hint = 一、元旦：1月1日至3日放假调休，共3天。1月4日（周日）上班。……
holidays-notice-read = 读取
holidays-notice-was-read = 读出{ $year }年的 { $rests } 个假期、{ $workdays } 个上班的周末，请核对。
holidays-notice-not-read = 没有读出年份和假期。
holidays-restore = 恢复原样
holidays-fault-date = 看不懂日期“{ $text }”
holidays-fault-name = { $date }开始的假期没有名称
holidays-fault-backwards = { $date }开始的假期，结束早于开始
holidays-fault-long = { $date }开始的假期超过了31天
holidays-fault-year = { $date }不在{ $year }年
holidays-fault-twice = { $date }写了两次
holidays-fault-weekend = { $date }本来就是工作日，不用调休
holidays-fault-syntax = 第 { $line } 行第 { $column } 列读不懂：{ $cause }
holidays-not-read = 没有读取自己录入的节假日
holidays-file-broken = 设置文件夹里的 holidays.ron 有误（{ $cause }），暂用随程序提供的安排。改正后重新打开程序即可。
