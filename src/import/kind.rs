//! What sort of plan a text is, by the words it uses.

use crate::model::PlanKind;

use super::draft::Outline;

/// Words that speak for a kind, with their weight. A word counts a few times at most, so that length
/// does not decide.
const SIGNS: &[(PlanKind, &[(&str, u32)])] = &[
    (
        PlanKind::AcctThreeGrips,
        &[
            ("抓服务", 6),
            ("抓质量", 6),
            ("抓素质", 6),
            ("首问责任制", 4),
            ("三声服务", 4),
            ("满时点服务", 4),
            ("结算办法讲座", 3),
            ("支付密码器", 4),
            ("事权划分", 3),
            ("总会计", 2),
            ("岗位练兵", 2),
            ("进人用人关", 4),
            ("会计结算", 1),
        ],
    ),
    (
        PlanKind::FinanceCashier,
        &[
            ("出纳", 3),
            ("财务工作", 4),
            ("新准则", 4),
            ("记帐", 2),
            ("预算的编制", 4),
            ("固定资产", 2),
            ("报损", 3),
            ("财务人员", 3),
            ("帐务处理", 2),
        ],
    ),
    (
        PlanKind::SettlementInternalControl,
        &[
            ("会计结算部", 5),
            ("营业经理", 3),
            ("柜员绩效考核", 4),
            ("临柜人员", 2),
            ("会计凭证", 2),
            ("差错", 2),
            ("会计专用印章", 3),
            ("风险分析会议", 3),
            ("市分行会计结算部", 3),
        ],
    ),
    (
        PlanKind::CreditManagement,
        &[
            ("信贷", 2),
            ("贷前调查", 4),
            ("审贷", 4),
            ("三查", 4),
            ("信贷档案", 4),
            ("垒大户", 4),
            ("五级分类", 4),
            ("信贷员", 3),
            ("抵押贷款", 2),
            ("信用社", 2),
            ("分期还款", 2),
        ],
    ),
    (
        PlanKind::SupervisorInternalControl,
        &[
            ("监管检查", 4),
            ("监管员", 4),
            ("代班", 4),
            ("内控管理", 3),
            ("轮岗", 3),
            ("会计主管", 2),
            ("监控录像", 3),
            ("尽职指引", 3),
        ],
    ),
    (
        PlanKind::CorporateMarketing,
        &[
            ("现金管理", 4),
            ("对公", 2),
            ("营销", 1),
            ("客户经理", 1),
            ("细分目标市场", 5),
            ("重点客户", 2),
            ("产品推介会", 4),
            ("行业大户", 3),
            ("服务渠道", 3),
        ],
    ),
    (
        PlanKind::SavingsDeposit,
        &[
            ("储蓄存款", 5),
            ("私人银行", 3),
            ("财富客户", 4),
            ("理财产品", 2),
            ("稳存增存", 6),
            ("代发工资", 2),
            ("同业占比", 3),
            ("揽储", 4),
            ("存款余额", 1),
        ],
    ),
    (
        PlanKind::ServiceQualitySkillTest,
        &[
            ("技能测试", 5),
            ("技术比武", 3),
            ("业务技能", 4),
            ("能手", 4),
            ("文明优质服务", 4),
            ("神秘人", 4),
            ("服务规范", 3),
            ("暗访", 3),
            ("测试", 2),
            ("级能手", 4),
            ("服务督导", 4),
        ],
    ),
    (
        PlanKind::Security,
        &[
            ("安全保卫", 5),
            ("防弹玻璃", 5),
            ("报警", 3),
            ("演练", 3),
            ("监控", 1),
            ("安全防范", 4),
            ("抢劫", 4),
            ("消防", 2),
            ("保安", 3),
            ("预案", 2),
            ("可疑", 3),
        ],
    ),
    (
        PlanKind::PersonalAnnual,
        &[
            ("考证", 4),
            ("身体", 3),
            ("锻炼", 3),
            ("升职", 4),
            ("同事", 2),
            ("自己", 1),
            ("我会", 2),
            ("生活", 2),
            ("零投诉", 2),
            ("个人", 1),
            ("迟到", 3),
        ],
    ),
    (
        PlanKind::BranchHalfYearReview,
        &[
            ("上半年", 2),
            ("下半年", 2),
            ("可比指标", 5),
            ("扁平化", 4),
            ("存在的问题", 1),
            ("日均", 2),
            ("较年初", 2),
            ("营销人员", 1),
            ("对公柜员", 3),
        ],
    ),
    (
        PlanKind::BranchComprehensive,
        &[
            ("客户部", 3),
            ("领导班子", 4),
            ("团支部", 4),
            ("妇联", 4),
            ("党员", 2),
            ("驻点客户经理", 4),
            ("大堂经理", 2),
            ("网点负责人", 2),
            ("一类行", 4),
            ("文化建设", 2),
            ("续签", 2),
        ],
    ),
    (
        PlanKind::Pip,
        &[
            ("绩效改进", 6),
            ("改进计划", 5),
            ("绩效差距", 5),
            ("差距", 2),
            ("主管", 1),
            ("改进方法", 4),
            ("绩效周期", 3),
        ],
    ),
    (
        PlanKind::Teller,
        &[
            ("柜员", 2),
            ("毕业于", 3),
            ("毕业", 2),
            ("等候时间", 3),
            ("排队", 3),
            ("大厅", 2),
            ("柜台", 2),
            ("本人", 2),
            ("点钞", 3),
        ],
    ),
    (
        PlanKind::NewBranchPreparation,
        &[
            ("筹备", 4),
            ("筹建", 5),
            ("装修", 4),
            ("开业", 3),
            ("验收", 3),
            ("招标", 3),
            ("综合部", 3),
            ("金融许可证", 5),
            ("施工", 2),
            ("选址", 4),
        ],
    ),
    (
        PlanKind::CmTraining,
        &[
            ("培训", 1),
            ("客户经理培训", 6),
            ("学员", 3),
            ("培训内容", 4),
            ("培训形式", 4),
            ("课程", 3),
            ("ASK", 5),
            ("师资", 3),
            ("参与性原则", 4),
            ("培训原则", 4),
        ],
    ),
    (
        PlanKind::CmFunctions,
        &[
            ("客户经理制", 5),
            ("客户经理的职能", 6),
            ("准入", 3),
            ("客户经理", 1),
            ("优胜劣汰", 3),
            ("职责", 1),
            ("联系银行与客户", 4),
        ],
    ),
    (
        PlanKind::ExecutionPlan,
        &[
            ("执行方案", 6),
            ("量化指标", 3),
            ("巡检", 2),
            ("反欺诈", 3),
            ("响应", 1),
            ("月度复盘", 4),
            ("问题闭环", 4),
            ("考核通过率", 3),
            ("流程梳理", 4),
            ("系统升级", 2),
            ("KPI", 2),
        ],
    ),
    (
        PlanKind::ResponsibilityContract,
        &[
            ("责任书", 6),
            ("甲方", 4),
            ("乙方", 4),
            ("绩效工资", 3),
            ("违约", 2),
            ("考核得分", 3),
            ("签字", 1),
        ],
    ),
    (
        PlanKind::RetailQuarterly,
        &[
            ("零售", 4),
            ("AUM", 5),
            ("交叉销售", 4),
            ("中收", 3),
            ("管户", 3),
            ("分期", 2),
            ("财富顾问", 4),
            ("贵宾", 2),
            ("代发", 1),
            ("开门红", 2),
            ("信用卡", 1),
            ("出国金融", 3),
        ],
    ),
    (
        PlanKind::ComplianceAnnual,
        &[
            ("合规", 3),
            ("自律监管", 6),
            ("风险经理", 4),
            ("离任审计", 5),
            ("法律审查", 4),
            ("外规", 5),
            ("案件防控", 4),
            ("员工行为", 2),
            ("专项检查", 2),
            ("整改", 1),
            ("操作风险", 2),
        ],
    ),
    (
        PlanKind::ComplaintCaseStudy,
        &[
            ("投诉", 2),
            ("消费者保护", 6),
            ("消费者权益", 4),
            ("申诉", 5),
            ("巡视官", 5),
            ("巡查官", 5),
            ("监察员", 3),
            ("汇丰", 5),
            ("客户投诉", 3),
        ],
    ),
    (
        PlanKind::CorporateAnnual,
        &[
            ("公司业务", 5),
            ("公司存款", 5),
            ("对公存款", 4),
            ("公司部", 4),
            ("不良贷款", 2),
            ("项目营销", 3),
            ("中间业务收入", 3),
            ("法人客户", 4),
            ("机构客户", 3),
            ("贷后管理", 2),
        ],
    ),
    (
        PlanKind::ForeignTradeAnnual,
        &[
            ("外贸", 6),
            ("出口", 3),
            ("单证", 5),
            ("外销", 5),
            ("面料", 3),
            ("毛毯", 5),
            ("业务员", 2),
            ("交货期", 3),
            ("进出口", 2),
        ],
    ),
    (
        PlanKind::SalesDepartmentAnnual,
        &[
            ("销售部", 5),
            ("销售额", 4),
            ("订单", 3),
            ("报价", 3),
            ("产品", 1),
            ("客户开发", 3),
            ("面料", 2),
            ("工厂", 3),
            ("早会", 3),
            ("销售", 1),
        ],
    ),
];

/// The least weight that names a kind.
const ENOUGH: u32 = 12;

/// Returns the kind that a plan's words speak for, if they do.
#[must_use]
pub(super) fn kind(outline: &Outline) -> Option<PlanKind> {
    let mut words = String::new();
    // The beginning of a long text says what it is.
    outline.for_each_text(&mut |text| {
        if words.len() < 60_000 {
            words.push_str(text);
            words.push('\n');
        }
    });
    let title = outline.title.as_ref().map_or("", |title| title.text.as_str());
    let score = |signs: &[(&str, u32)]| -> u32 {
        signs
            .iter()
            .map(|(sign, weight)| {
                let times = u32::try_from(words.matches(sign).take(4).count()).unwrap_or(4);
                weight * times + if title.contains(sign) { weight * 3 } else { 0 }
            })
            .sum()
    };
    let mut best: Option<(PlanKind, u32)> = None;
    for (kind, signs) in SIGNS {
        let score = score(signs);
        if score >= ENOUGH && best.is_none_or(|(_, most)| score > most) {
            best = Some((*kind, score));
        }
    }
    best.map(|(kind, _)| kind)
}

/// Tells whether a text has nothing of a plan: no list, no heading, no word of planning.
#[must_use]
pub(super) fn is_plan(outline: &Outline) -> bool {
    let mut numbered = 0;
    for section in &outline.sections {
        numbered += usize::from(section.marker.is_some());
        numbered +=
            section.items.iter().filter(|item| item.marker.is_some() || !item.children.is_empty()).count();
        numbered += section.tables.iter().map(Vec::len).sum::<usize>();
    }
    if numbered >= 2 {
        return true;
    }
    let mut hits = 0;
    let words = [
        "计划", "目标", "措施", "加强", "落实", "完善", "推进", "确保", "工作", "提高", "抓好", "做好",
        "plan", "goal", "measure",
    ];
    outline.for_each_text(&mut |text| {
        let lower = text.to_lowercase();
        hits += words.iter().filter(|word| lower.contains(*word)).count();
    });
    hits >= 3
}
