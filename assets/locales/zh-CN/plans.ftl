## Several plans
why-open-in-tab = 这个文件已在另一个标签页打开，保存会覆盖它。请换一个文件名。
tab-new = 新建或打开计划
tab-close = 关闭“{ $title }”
tab-modified = { $title }，有未保存的更改
drop-hint = 松开鼠标，打开计划或导入文件
