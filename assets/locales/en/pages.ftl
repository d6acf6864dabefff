## Pages
pages = Pages
pages-open = Show the pages
pages-place = page { $page } of { $count }
pages-next = Next page
pages-previous = Previous page
pages-setting = Setting the page…
pages-fault = The pages could not be set anew: { $cause }
