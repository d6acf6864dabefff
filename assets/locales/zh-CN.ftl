# The words of the interface in Chinese.
# Every key here stands in en.ftl too, in the same order.

## The program
app-name = 良策 Planwright
app-name-short = 良策
app-mark = 良
app-purpose = 年度工作计划
menu = 菜单
untitled = （未命名）
plan-untitled = 未命名计划
list-mark = 、

## Commands
command-new = 新建计划
command-open = 打开…
command-save = 保存
command-save-as = 另存为…
command-export-pdf = 导出 PDF…
command-close = 关闭计划
command-quit = 退出
command-undo = 撤销
command-undo-step = 撤销：{ $step }（{ $keys }）
command-redo = 重做
command-redo-step = 重做：{ $step }（{ $keys }）
command-add-section = 加一节
command-add-goal = 加目标
command-add-measure = 加措施
command-add-sub-measure = 加子措施
command-add-sub-measure-short = 子措施
command-add-paragraph = 加段落
command-add-paragraph-short = 段落
command-add-indicator = 加指标
command-toggle-title = 设为或取消措施标题
command-toggle-title-short = 标题
command-duplicate = 再来一份
command-remove = 删除
command-move-up = 上移
command-move-down = 下移
command-next-blank = 下一处待填
command-fill-blanks = 填写待填项…
command-go-start = 开始页
command-go-write = 撰写页
command-toggle-outline = 显示或隐藏大纲
command-toggle-pages = 显示或隐藏页面
command-toggle-theme = 浅色与深色
command-switch-language = English
command-palette = 查找命令或内容
command-shortcuts = 快捷键

## Buttons
button-cancel = 取消
button-done = 完成
button-fill = 填入
button-make = 新建
button-open = 打开
button-replace = 替换
button-save = 保存

## The frame of the screens
rail-start = 开始
rail-write = 撰写
rail-pdf = 导出
saved = 已保存
saved-at = 已保存 { $time }
saved-modified = 有改动未保存
saved-never = 尚未保存
saved-saving = 正在保存…
status-draft = 草案
status-handed-in = 已上报
status-approved = 已批准
status-in-force = 执行中
status-closed = 已结束
status-blanks = { $count } 处待填
status-counts = { $sections } 节 · { $goals } 个目标 · { $measures } 条措施 · { $indicators } 项指标
status-counts-short = { $measures } 条措施 · { $indicators } 项指标
status-size = 正文 { $characters } 字，{ $pages } 页
status-local = 只存在本机
status-local-long = 文件只存在本机，不联网
profile-gbt9704 = 公文格式 GB/T 9704
profile-english = 英文版式

## Start
start-recent = 最近的计划
start-no-recent = 还没有打开过计划。从下面选一个模板开始。
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

## Write
outline = 大纲
outline-add = 添加
outline-open = 展开大纲
outline-fold = 收起
outline-unfold = 展开
outline-hint = 拖动或按 Alt+↑↓ 调整次序
part-opening = 开篇
part-closing = 结尾
part-sign-off = 落款
empty-goal = 这个目标下还没有措施。
empty-goal-button = 写第一条
empty-section = 这一节还没有内容。
empty-section-button = 写一个目标
caption-results = 目标与实际
caption-score-rows = 评分项目
caption-pay = 与薪酬挂钩
caption-duties = 职责
caption-red-lines = 红线
caption-clauses = 其他约定
caption-causes = 原因
caption-methods = 办法
caption-steps = 改进步骤
caption-follow-up = 跟踪检查
cause-employee = 本人
cause-manager = 主管
cause-surroundings = 环境

## Fields
field-title = 计划标题
field-unit = 单位
field-department = 部门
field-author = 拟稿人
field-post = 职务
field-period = 期间
field-date = 日期
field-year = 年份
field-heading = 标题
field-section = 节标题
field-goal = 目标
field-measure = 措施
field-paragraph = 段落
field-text = 正文
field-owners = 责任
field-when = 时间
field-indicators = 指标
field-indicator = 指标
field-indicator-name = 名称
field-target = 目标值
field-direction = 目标的方向
field-unit-of = 单位
field-base = 基数
field-weight = 权重
field-resources = 资源
field-risk = 风险
field-fallback = 预案
field-source = 依据
field-problem = 问题
field-cause = 原因
field-countermeasure = 对策
field-score-name = 项目
field-standard = 评分标准
field-red-line = 红线
field-consequence = 后果
field-first-party = 甲方
field-second-party = 乙方
field-employee = 员工
field-manager = 主管
field-required = 要求
field-actual = 现状
field-worth = 是否改进
field-sign-off-name = 署名
hint-measure = 写一条措施：做什么，做到什么程度
hint-when = 如 6月底、每月25日、48小时内
hint-owner = 加人…
hint-date = 如 1月5日
hint-number = 数字
hint-range = 如 8~10
chip-owner = 责任人
chip-when = 时间
chip-indicator = 指标
chip-unclear = { $text } 不是期限
when-unclear = 看不懂这个时间，会照原样保留
indicator-weight = 权重 { $weight }
indicator-remove = 删除指标
direction-at-least = 不低于 ≥
direction-at-most = 不高于 ≤
direction-exactly = 等于 =
direction-within = 区间
direction-done-by = 限期完成
role-responsible = 负责
role-helps = 协助
role-approves = 审批
role-watches = 督办
owner-known = { $name }
owner-new-person = 新增人员：{ $name }
owner-post = 岗位：{ $name }
owner-department = 部门：{ $name }
owner-remove = 移除 { $name }

## Pages
pages = 页面
pages-open = 看页面
pages-place = 第 { $page } 页，共 { $count } 页
pages-next = 下一页
pages-previous = 上一页
pages-setting = 正在排版…
pages-fault = 没有排出新的页面：{ $cause }

## Names of steps
step-typing = 输入
step-plan-value = 改计划信息
step-section-role = 改节的类别
step-owners = 改责任人
step-when = 改时间
step-measure-value = 改措施
step-indicator = 改指标
step-part = 改组成部分
step-insert = 添加
step-insert-section = 加节
step-insert-goal = 加目标
step-insert-measure = 加措施
step-insert-paragraph = 加段落
step-insert-indicator = 加指标
step-remove = 删除
step-move = 移动
step-blank = 设待填项
step-fill = 填写待填项
step-split = 拆分
step-join = 合并
step-title = 改措施标题

## The palette
palette-hint = 输入命令，或计划里的文字
palette-commands = 命令
palette-places = 计划内容
palette-none = 没有找到
palette-keys = ↑↓ 选择　Enter 执行　Esc 关闭

## Questions
unsaved-heading = 要保存改动吗？
unsaved-text = “{ $title }”有改动还没有保存。不保存的话，这些改动就没有了。
unsaved-save = 保存
unsaved-discard = 不保存
changed-heading = 文件被别处改过
changed-overwrite = 用我的覆盖
blanks-heading = 填写待填项
blanks-text = 同名的待填项只要填一次，全文一起换上。
blanks-later = 现在不清楚的可以空着，写的时候再填。
path-open = 打开计划
path-save = 保存计划
path-pdf = 导出 PDF
path-hint = 文件路径
path-exists = 那里已有同名文件，保存会替换它。
path-up = 上一级文件夹

## What a value must be
wanted-year = 四位数的年份
wanted-unit = 单位名称
wanted-person = 姓名或岗位
wanted-date = 日期，如 2027年6月30日
wanted-number = 数字
wanted-words = 文字
fault-date = 没有这个日期
fault-number = 要填数字
fault-target = 看不懂这个目标值
fault-weight = 权重要大于 0、不超过 100
fault-year = 年份要在 1900 到 2999 之间

## Notices
notice-dismiss = 知道了
notice-with-path = { $why }（{ $path }）
notice-not-opened = 没有打开。
notice-not-saved = 没有存上。
notice-not-exported = 没有导出。
notice-not-changed = 没有改。
notice-not-made = 没有建成。
notice-exported = 已存为 PDF。
notice-exported-text = 共 { $pages } 页，字体全部嵌入（{ $path }）
notice-no-blanks = 没有待填的地方了
notice-panicked = 有一步没有做成。
notice-settings-lost = 设置没有记住。
notice-asking = 已经开着一个选择文件的窗口。
offer-retry = 重试
offer-save-as = 存到别处…

## Why, and what to do
why-missing = 文件不在了，可能被移走或改了名。请重新选择文件。
why-folder = 这是一个文件夹，不是计划文件。
why-too-large = 文件太大，不像是计划文件。
why-unreadable = 读不了这个文件：{ $cause }。请检查磁盘或权限。
why-not-text = 这不是计划文件：内容不是文字。文件没有动过。
why-not-a-plan = 这不是良策的计划文件。文件没有动过。
why-too-new = 这份计划是更新版本的良策写的（格式 { $found }，本版认得到 { $known }）。请升级后再打开，文件没有动过。
why-damaged-at = 文件第 { $line } 行第 { $column } 列有错，读不下去（{ $cause }）。文件没有动过。
why-damaged = 文件内容有错，读不下去（{ $cause }）。文件没有动过。
why-folder-missing = 文件夹不在了，可能是 U 盘已拔出。改动还在，请存到别处。
why-disk-full = 磁盘满了。改动还在，原来的文件没有动。请腾出空间再存，或存到别处。
why-not-allowed = 没有写入权限。改动还在，请存到别处。
why-target-folder = 那里有个同名的文件夹。改动还在，请换个名字。
why-changed-elsewhere = 这个文件在打开以后被别的程序改过。直接保存会盖掉那些改动，另存一份则两边都留着。
why-io = { $cause }。改动还在，请再试一次或存到别处。
why-typeset = 排版没有成功：{ $cause }
why-edit = { $cause }
why-owns = 此人还负责 { $count } 条措施，请先换人。
why-into-itself = 不能移到它自己里面。
why-no-fit = 这里放不下这样的内容。
why-no-place = 还没有能放它的地方，请先加一节。
why-no-measure = 请先把光标放在一条措施里。
why-too-deep = 节最多三层。
why-fill-value = “{ $value }”填不进去，这里要填{ $wanted }。
why-asking = 请先在那里选好或取消，再来一次。
why-panicked = 程序内部出错，计划没有受影响。请再试一次。

## No window
launch-no-display = 打不开窗口：这里没有图形界面。请在桌面环境里运行；远程登录时先设好 DISPLAY 或 WAYLAND_DISPLAY。命令行功能不受影响，见 planwright --help。
launch-missing-library = 打不开窗口：系统缺少显示所需的库（{ $what }）。Debian 或 Ubuntu 请安装 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1。
launch-no-renderer = 打不开窗口：显卡驱动用不了（{ $what }）。Debian 或 Ubuntu 请安装 libgl1 libgl1-mesa-dri libegl1 mesa-vulkan-drivers。
