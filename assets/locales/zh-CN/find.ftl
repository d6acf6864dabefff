## Find and replace
find-what = 查找
find-with = 替换为
find-case = 区分大小写
find-word = 整词匹配（汉字不分词，只看英文和数字两边）
find-regex = 正则表达式（替换为里用 $1、$2 表示分组）
find-widths = 全角与半角看作一样
find-widths-mark = 全半
find-searching = 正在查找…
find-none = 没有找到
find-count = 第 { $at } 处，共 { $count } 处
find-count-cut = 第 { $at } 处，超过 { $most } 万处
find-list-show = 列出全部
find-list-hide = 收起列表
find-replace-show = 显示替换
find-replace-hide = 收起替换
find-broken = 查找没有完成
find-close = 关闭查找
find-replace-one = 替换
find-replace-all = 全部替换（{ $count } 处）
find-replaced = 已替换 { $count } 处
find-replaced-kept = 已替换 { $count } 处；{ $kept } 处牵涉待填项，没有动
find-in-blanks = 其中 { $count } 处在待填项里，不会替换
find-in-blank = 在待填项里，不会替换：换了它，待填项就不完整了
find-include = 替换第 { $number } 处
find-include-all = 全选
find-include-none = 全不选
find-include-hint = 去掉勾的不替换

## Where something is found
find-field-measure-title = 措施标题
find-field-person = 人员
find-field-formula = 计算公式
find-field-column = 表头
find-field-cell = 表格内容
find-field-entry = 进展记录
find-field-remark = 办理备注

## What is wrong with an expression
find-fault-too-big = 这个表达式展开后太大，查不了；请把重复次数改小些
find-fault-no-group = 查找的表达式里没有分组 { $name }
find-fault-group = 第 { $at } 个字符：圆括号不成对
find-fault-class = 第 { $at } 个字符：方括号不成对
find-fault-repetition = 第 { $at } 个字符：重复符号前面没有内容，或次数写得不对
find-fault-escape = 第 { $at } 个字符：反斜杠后面的写法不认识
find-fault-range = 第 { $at } 个字符：范围的头尾颠倒了
find-fault-unsupported = 第 { $at } 个字符：不支持前后查看和反向引用
find-fault-other = 第 { $at } 个字符：表达式不完整
