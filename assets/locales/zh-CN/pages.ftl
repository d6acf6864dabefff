## Pages
pages = 页面
pages-open = 看页面
pages-place = 第 { $page } 页，共 { $count } 页
pages-next = 下一页
pages-previous = 上一页
pages-setting = 正在排版…
pages-fault = 没有排出新的页面：{ $cause }
