## The palette
palette-hint = 输入命令，或计划里的文字
palette-commands = 命令
palette-places = 计划内容
palette-none = 没有找到
palette-choose = 选择
palette-run = 执行
palette-close = 关闭
