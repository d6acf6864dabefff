## The measure library
library-heading = 措施库
library-search = 搜索措施、指标、岗位，拼音首字母也行
library-measures = 措施
library-indicators = 指标
library-all-roles = 全部
library-none = 没有合适的。写好的措施可以从“条目”菜单收入措施库，以后再用。
library-insert = 插入
library-remove = 从库中删除
library-foot = 插到当前位置后面；数字留空，插入后再填
library-from-own = 自己收藏的
library-from-program = 程序自带
library-own = 我的措施与指标
library-added = 已收入措施库
library-added-text = “{ $name }”下次写计划时可以直接插入。
library-not-added = 没有收入措施库
library-what-to-add = 先点一条措施或指标，再收入。
library-not-kept = 措施库没有改动
library-no-folder = 没有存放设置的文件夹。
library-broken = { $path } 读不了，已跳过：{ $why }
library-work-broken = 措施库没有读完

## Measures that are nearly the same
alike-heading = 相近的措施
alike-searching = 正在比较各条措施…
alike-none = 没有相近的措施。
alike-text = 找到 { $count } 组。点文字转到那一条；“只留这条”会删去本计划里同组的其他措施，可以撤销。
alike-group = 第 { $number } 组，{ $count } 条
alike-more = 还有 { $count } 条
alike-keep = 只留这条
alike-other-plan = 在另一份计划里
