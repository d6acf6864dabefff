## Keys
keys-heading = 设置快捷键
keys-text = 点加号，再按下想用的键。一条命令可以有几组键，菜单里显示第一组。
keys-search = 搜索命令或按键
keys-press = 请按下快捷键，Esc 放弃
keys-add = 给“{ $command }”加快捷键
keys-remove = 去掉“{ $command }”的 { $keys }
keys-reset = 恢复“{ $command }”的默认快捷键
keys-reset-all = 全部恢复默认
keys-taken = 已经是“{ $command }”的快捷键
keys-take = 改给这条命令

## Why keys are not to be had
keys-reserved-writes = 这个键用来打字，请加上 Ctrl 或 Alt
keys-reserved-fields = 这组键在输入框里用来复制、粘贴、全选或删除，不能改作他用
keys-reserved-moves = 这个键用来移动光标、切换焦点或确认取消，不能改作他用
keys-reserved-window = 这组键归系统使用
keys-reserved-zoom = 这组键用来放大缩小界面

## Keys that are no command's
keys-group-fields = 输入框里
keys-group-find = 查找栏里
keys-group-lists = 列表、对话框与界面
keys-field-enter = 写完这一条，接着写下一条
keys-field-backspace = 在空的一条里：删去这一条
keys-field-rows = 在首行、末行：到上一条、下一条
keys-field-next = 到下一个、上一个控件
keys-field-word = 按词移动
keys-field-select = 选中文字
keys-field-all = 全选
keys-field-copy = 复制、剪切、粘贴
keys-field-leave = 放弃未确认的输入
keys-find-next = 下一处、上一处
keys-find-close = 关闭，回到正文
keys-list-choose = 选择
keys-list-run = 执行
keys-list-close = 关闭
keys-zoom = 界面放大、缩小、还原
