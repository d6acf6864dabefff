## The program
app-name = 良策 Planwright
app-name-short = 良策
app-mark = 良
app-purpose = 年度工作计划
menu = 菜单
menu-cut = 剪切
menu-copy = 复制
menu-paste = 粘贴
menu-select-all = 全选
menu-copy-notice = 复制这条提示
untitled = （未命名）
plan-untitled = 未命名计划
list-mark = 、

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
rail-table = 表格
rail-year = 年历
rail-print = 打印
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
status-characters = 正文 { $characters } 字
status-profile = 格式：{ $profile }
status-local = 只存在本机
status-local-long = 文件只存在本机，不联网

## No window
launch-no-display = 打不开窗口：这里没有图形界面。请在桌面环境里运行；远程登录时先设好 DISPLAY 或 WAYLAND_DISPLAY。命令行功能不受影响，见 planwright --help。
launch-missing-library = 打不开窗口：系统缺少显示所需的库（{ $what }）。Debian 或 Ubuntu 请安装 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1。
launch-no-renderer = 打不开窗口：显卡驱动用不了（{ $what }）。Debian 或 Ubuntu 请安装 libgl1 libgl1-mesa-dri libegl1 mesa-vulkan-drivers。
