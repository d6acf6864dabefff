//! What unnumbered paragraphs are: openings, closings, measures, or more about what came before.

use std::collections::HashSet;

use super::marker::patterns;

patterns! {
    ANNOUNCES = r"(?x)
        特(此)?(拟订|拟定|制定|制订|编制|作|做)
        |现就|现将|现对|现根据|现制定
        |(拟订|拟定|制定|制订|订立|签订|编制|提出|作出|做出|定出|规划|安排|打算|总结|汇报|报告|计划
        |思路|方案|目标|要求|意见|措施|协议)(了|出)?[^。]{0,16}如下
        |如下[^。，]{0,6}[:：。]?$
        |以下[^。，]{0,4}(?:场|件|项|点|步|条)[^。，]{0,10}[:：。]?$
        |从[^。]{2,40}(?:几|多|个)方面(?:入手|着手|发力)
        |多措并举
        |(拟订|拟定|制定|制订|拟)(了|出)?[^。]{0,40}(思路|计划|方案|规划|目标|措施)[。:：！]?$
        |(^|[^工])(作|做)(了|出|一)?(个|下|以下|一下|如下)?[^。，]{0,14}(总结|计划|汇报|部署|安排
        |打算|规划)[。:：]?$
        |以下(是|为)[^。]{0,30}(计划|总结|打算|思路|方案|规划)
        |(主要|重点|着重|将|拟)?(从|做好|抓好|围绕)(以下|下列|如下|这)?[^。，]{0,6}(个
        |几)?方面[^。]{0,20}[。:：]?$
        |(?:以下|下列)[几两\d一二三四五六七八九十]*(?:个|项|点|方面)[^。，]{0,12}[。:：]?$
        |计划(是|为)[:：]$
        |(签订|订立)(本|此|以下)?[^。]{0,10}(责任书|协议|合同)";
    INTRODUCES = r"^(我叫|我是|本人|我于|自我介绍|大家好|尊敬的|各位|敬爱的)|毕业于";
    BACKGROUND = r"(?x)
        新的一年|即将|为了
        |为(进一步|切实|更好|全面|认真|深入|确保|加强|贯彻)
        |随着|回顾|转眼|时光|光阴|过去的|一年来|已经(过去|结束)|今年以来|近年来|根据|按照
        |在[^。]{2,30}(领导|指导|关心|支持)下
        |时间过得|不知不觉|岁末|年初|是[^。]{2,20}的一年|(?:进入|入)[^。，]{1,8}以来
        |今年[^。，]{0,6}以来";
    MEASURE = r"(?x)
        加强|组织|严格|落实|建立|开展|完善|定期|做好|抓好|着重|培训|检查|推进|督促|强化|规范|提高
        |制定|执行|实行|营销|拓展|要求|必须|务必|严禁|应当";
    CLOSING_START = r"(?x)
        ^(相信|坚信|我(们)?(相信|坚信|深信)|展望|今后|在今后|在(接下来|以后|未来|新的)|未来|最后
        |让我们|新的一年|在新的一年|面对新|希望|我(们)?(也)?(会|将|一定)
        |(xx|XX|20..|明)年,?，?(里)?(我|在)|[xX\d]{2,4}年(里)?[，,]?(我|是|在)|以上(就)?是|以上
        |通过(以上|上述|这)|新年|在以后|有了|一(份|分)耕耘|路漫漫|成绩(属于|代表)|我坚信|感谢|谢谢
        |作为一名|只有|相信在|回首|明天|我深知|我深感|请(各位)?(领导|大家|同事)|在(今后|新的|接下来)
        |新机构|不积跬步|道阻且长|征程|前路|万事开头|过去的成绩|计划|同志们|各位(?:同事|同仁|领导)
        |有人说|俗话说|常言道|古人[云说]|当然|(?:蓝图|目标|任务)已|蓝图|我还年轻|新年的|钟声
        |我的(?:工作)?计划|工作计划|如果我|[今明]年是我|[^。；，]{0,8}(?:难免|固然))";
    CLOSING_SURE = r"(?x)
        (?:相信|坚信|深信)[^。！]{0,40}(?:一定|必定|必将|必能|定会|定能)
        |^(?:总之|总而言之|总的来说|综上(?:所述)?[，,]
        |以上(?:就)?(?:是|为)(?:我|本人|本行|我行|我们|自己)?[^。；]{0,24}(?:计划|打算|设想|安排|思路|规划|目标)
        |这(?:就)?是我[^。；]{0,12}(?:计划|打算|目标)|路漫漫|(?:俗话说[，,]?)?“?千里之行|雄关漫道
        |长风破浪|不积跬步|新的征程|站在新的|回顾过去[^。]{0,24}展望|计划(?:固然|虽|只是|再)
        |(?:最后[，,]?)?愿[^。，]{0,10}(?:自己|我|大家|明天|未来)
        |(?:最后[，,]?)?(?:衷心)?祝愿?(?:大家|各位|我行|我们|全行|全体))
        |(?i)^(?:I\ (?:firmly\ |truly\ )?(?:believe|hope|trust|am\ (?:confident|sure))
        |in\ (?:conclusion|short)\b|to\ sum\ up|all\ in\ all|thank\ you)";
    // Another topic begins.
    TURNS = r"^(?:此外|另外|与此同时|除此之外|除上述|再者)";
    // An order to do something, with nothing looked ahead to before it.
    ORDERS = r"(?x)
        ^以[^，。]{1,10}为
        |^(?:继续|进一步|切实|认真|严格|全面|大力|积极|坚持|努力|着力|不断|深入)?(?:加强|加大|落实
        |做好|抓好|搞好|开展|组织|强化|完善|建立|健全|配合|规范|提高|提升|推进|推动|培养|培训|利用
        |定期|每|保持|参加|遵守|执行|关注|制定|营销|拓展|发挥|学习|关心|关爱|丰富|统一|加快|推行|实施|维护|营造|树立|发扬|深化|优化|巩固|扩大|抓住)";
    OF_ITSELF = r"(?x)
        ^(?:附则[:：、\s]*)?(?:本|以上)(计划|方案|办法|细则|制度)(自|按|由[^，。]{1,16}(?:解释|修订)
        |经|的|从|报|未尽|如有)";
    CLOSING_END = r"(?x)
        (努力|贡献|明天|辉煌|台阶|谢谢(大家)?|感谢|佳绩|前进|奋斗|新局面|发展|力量|成绩|未来|责任
        |挑战|进步|胜利|作用|目标|职责|做好的?|顺利开业|圆满完成[^。]{0,12}|支持|信心|成功|成长|明确
        |人生|价值|希望|梦想|批评指正|指正|如意|快乐|顺利|健康|幸福|兴旺|兴隆|监督|归|检验|见证|飞跃
        |收获|答卷|新篇章|跨越|腾飞|更好|更强|热情|放心|安心)[。!！.]*$";
    CLOSING_WORDS = r"(?x)
        相信|坚信|希望|祝愿|祝(?:大家|各位|愿|全)|祝|任重道远|感谢|谢谢|努力|迎接|共同|不断进步|更好
        |更大|奋斗|奉献|贡献|憧憬|信心|挑战|机遇|携手|美好|辉煌|再接再厉|一定会|我们将|我将|力争
        |勇于|拼搏|不辜负|上一个新|更加(的)?努力|新的一年|百分之百|请[^。]{0,10}监督|不足|满意
        |尽(我|自己)|全力以赴|绵薄之力|添砖加瓦|只要[^。]{2,30}就|艰巨|拧成
        |愿(?:意|做|为|以|与|和|同)|整装待发|扬帆|永远|无止境|在路上|走下去|说到|理想|遗憾|加倍|行动
        |勇气|信念|一道|一起|每一步|新气象|紧迫感|时不我待|只争朝夕|没有最好|蓝图
        |一名(?:出色|优秀|合格)
        |(?:饱满|高昂|满腔)的?(?:热情|斗志|精神)
        |脚踏实地|一步一个脚印|期望|厚望|一如既往|砥砺|初心|使命|兢兢业业|勤勤恳恳|戒骄戒躁|再创
        |书写|平凡|岗位上|展望|无悔|光荣|无怨无悔|勇往直前|没有终点|没有过不去
        |(?:责任|使命)(?:重大|光荣)|迎难而上|任重|自豪|豪情|同心协力|齐心协力|众志成城|真抓实干
        |实际行动|回报|珍惜|困难|退缩|既然选择|选择了这|一定(?:要|能)
        |我(?:们)?(?:也)?(?:一定)?(?:就)?会
        |不断(提高|完善|学习)";
    PRACTICE = r"(?x)
        一是|其一|首先|每(日|周|月|季|年|天)|责成|严禁|不得
        |各(支行|网点|部门|行部|单位)要
        |(\d+(\.\d+)?%)|落实责任|检查(制度)?|通报|登记|制度的(执行|落实)|要(及时|严格|认真|定期)";
}

fn has(pattern: &std::sync::LazyLock<Option<regex::Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(text))
}

fn hits(pattern: &std::sync::LazyLock<Option<regex::Regex>>, text: &str) -> usize {
    pattern.as_ref().map_or(0, |p| p.find_iter(text).count())
}

/// Tells whether a paragraph announces the plan.
pub(super) fn announces(text: &str) -> bool {
    has(&ANNOUNCES, text)
}

/// Tells whether a paragraph introduces its writer or greets its readers.
pub(super) fn introduces(text: &str) -> bool {
    has(&INTRODUCES, text)
}

/// Tells whether a paragraph turns to another topic.
pub(super) fn turns(text: &str) -> bool {
    has(&TURNS, text)
}

/// Tells whether a paragraph orders several things to be done, whatever the occasion.
pub(super) fn is_order(text: &str) -> bool {
    let first = text.split('。').next().unwrap_or_default();
    let orders = hits(&MEASURE, text) >= 2 || has(&PRACTICE, text);
    has(&ORDERS, text) && orders && !has(&BACKGROUND, first)
}

/// Tells whether a paragraph gives the occasion and no measures.
pub(super) fn is_background(text: &str) -> bool {
    has(&BACKGROUND, text) && !is_practice(text)
}

/// Tells whether a paragraph already says what is to be done.
pub(super) fn is_practice(text: &str) -> bool {
    let sentences = text.matches(['。', '；', '！']).count().max(1);
    hits(&MEASURE, text) >= 2 + sentences / 2
}

/// Tells whether a paragraph reports what was reached.
pub(super) fn is_result(text: &str) -> bool {
    super::found::quantities(text).len() >= 4
}

/// Tells whether a paragraph says nothing that is to be done, counted or dated.
fn is_calm(text: &str) -> bool {
    hits(&MEASURE, text) == 0 && !text.contains(|c: char| c.is_ascii_digit())
}

/// Tells whether a paragraph only looks ahead, wishes or thanks, or speaks of the plan itself.
pub(super) fn is_closing(text: &str) -> bool {
    closes(text) >= 4
}

/// Tells whether the last paragraph of a plan closes it, by its place too: where nothing in it is to be
/// done, `least` is enough to speak for it.
pub(super) fn is_closing_there(text: &str, least: usize) -> bool {
    closes(text) >= if is_calm(text) { least } else { 4 }
}

/// Counts what speaks for a paragraph's being a closing, less what speaks against it.
fn closes(text: &str) -> usize {
    // From when the plan holds, and who explains it, is part of it.
    if has(&OF_ITSELF, text) {
        return 0;
    }
    let mut points = 0;
    if has(&CLOSING_SURE, text) {
        points += 4;
    } else if has(&CLOSING_START, text) {
        points += 2;
    }
    if has(&CLOSING_END, text) {
        points += 2;
    } else if text.ends_with(['！', '!']) {
        points += 1;
    }
    // What begins to look ahead in its last sentence does so as a whole.
    let last = text.trim_end_matches(['。', '！', '!']).rsplit(['。', '！']).next().unwrap_or_default();
    if last.len() + 6 < text.len() && has(&CLOSING_START, last) {
        points += 1;
    }
    points += hits(&CLOSING_WORDS, text).min(3);
    // Nothing is to be done, counted or dated.
    points += usize::from(points > 0 && is_calm(text));
    let practice = hits(&PRACTICE, text) + usize::from(has(&ORDERS, text));
    points.saturating_sub(2 * practice)
}

/// Counts the pairs of characters that two texts share, words that every plan has left out.
pub(super) fn shared(a: &str, b: &str) -> usize {
    let a = pairs(a);
    pairs(b).into_iter().filter(|pair| a.contains(pair)).count()
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    const COMMON: [&str; 24] = [
        "我们", "工作", "银行", "我行", "进行", "加强", "提高", "做好", "以及", "业务", "管理", "不断",
        "更好", "客户", "服务", "人员", "员工", "能力", "水平", "发展", "要求", "开展", "各项", "相关",
    ];
    let chars: Vec<char> = text.chars().take(400).collect();
    chars
        .iter()
        .zip(chars.iter().skip(1))
        .map(|(a, b)| (*a, *b))
        .filter(|(a, b)| {
            let hanzi = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
            let stop = |c: &char| "的和了是在对为与及将要不有并以各".contains(*c);
            hanzi(a) && hanzi(b) && !stop(a) && !stop(b) && !COMMON.iter().any(|w| w.chars().eq([*a, *b]))
        })
        .collect()
}
