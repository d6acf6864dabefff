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
path-export = 存为其他格式
path-hint = 文件路径
path-exists = 那里已有同名文件，保存会替换它。
path-up = 上一级文件夹
