## The inspector
why-ring = 几条措施会互相等待，谁也开始不了。请去掉其中一个前置措施。
