//! Reading how a measure stands, in Chinese or English.

use crate::model::MeasureStatus;

/// Reads how a measure stands, as people note it in tables. None: nothing it knows.
#[must_use]
pub fn read_status(text: &str) -> Option<MeasureStatus> {
    const WORDS: [(MeasureStatus, &[&str]); 4] = [
        (
            MeasureStatus::Open,
            &[
                "未开始",
                "未启动",
                "未开展",
                "待开始",
                "待办",
                "open",
                "not begun",
                "not started",
                "to do",
                "todo",
            ],
        ),
        (
            MeasureStatus::Running,
            &[
                "进行中",
                "开展中",
                "推进中",
                "执行中",
                "已开始",
                "在办",
                "running",
                "under way",
                "in progress",
                "started",
                "ongoing",
            ],
        ),
        (
            MeasureStatus::Done,
            &[
                "已完成",
                "完成",
                "已办结",
                "办结",
                "已落实",
                "√",
                "✓",
                "✔",
                "done",
                "finished",
                "complete",
                "completed",
            ],
        ),
        (
            MeasureStatus::Cancelled,
            &["已取消", "取消", "不再开展", "中止", "cancelled", "canceled", "given up", "dropped"],
        ),
    ];
    let plain = text.trim().to_lowercase();
    WORDS.iter().find_map(|(status, words)| words.contains(&plain.as_str()).then_some(*status))
}

#[cfg(test)]
mod tests {
    use super::read_status;
    use crate::locale::words::measure_status;
    use crate::model::{Language, MeasureStatus};

    #[test]
    fn what_is_printed_is_read() {
        for status in
            [MeasureStatus::Open, MeasureStatus::Running, MeasureStatus::Done, MeasureStatus::Cancelled]
        {
            for language in Language::ALL {
                assert_eq!(read_status(measure_status(language, status)), Some(status));
            }
        }
        assert_eq!(read_status("大概吧"), None);
    }
}
