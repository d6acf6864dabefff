//! The names of the kinds of plans, for lists and comparisons: nobody is shown an id.

use std::sync::LazyLock;

use super::Catalogue;
use crate::model::{Language, PlanKind};

/// Returns the key of the message that names a kind.
#[must_use]
pub const fn plan_kind_key(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::General => "kind-general",
        PlanKind::AcctThreeGrips => "kind-acct-three-grips",
        PlanKind::FinanceCashier => "kind-finance-cashier",
        PlanKind::SettlementInternalControl => "kind-settlement-internal-control",
        PlanKind::CreditManagement => "kind-credit-management",
        PlanKind::SupervisorInternalControl => "kind-supervisor-internal-control",
        PlanKind::CorporateMarketing => "kind-corporate-marketing",
        PlanKind::SavingsDeposit => "kind-savings-deposit",
        PlanKind::ServiceQualitySkillTest => "kind-service-quality-skill-test",
        PlanKind::Security => "kind-security",
        PlanKind::PersonalAnnual => "kind-personal-annual",
        PlanKind::BranchHalfYearReview => "kind-branch-half-year-review",
        PlanKind::BranchComprehensive => "kind-branch-comprehensive",
        PlanKind::Pip => "kind-pip",
        PlanKind::Teller => "kind-teller",
        PlanKind::NewBranchPreparation => "kind-new-branch-preparation",
        PlanKind::CmTraining => "kind-cm-training",
        PlanKind::CmFunctions => "kind-cm-functions",
        PlanKind::ExecutionPlan => "kind-execution-plan",
        PlanKind::ResponsibilityContract => "kind-responsibility-contract",
        PlanKind::RetailQuarterly => "kind-retail-quarterly",
        PlanKind::ComplianceAnnual => "kind-compliance-annual",
        PlanKind::ComplaintCaseStudy => "kind-complaint-case-study",
        PlanKind::CorporateAnnual => "kind-corporate-annual",
        PlanKind::ForeignTradeAnnual => "kind-foreign-trade-annual",
        PlanKind::SalesDepartmentAnnual => "kind-sales-department-annual",
    }
}

/// Returns what a kind is called.
#[must_use]
pub fn plan_kind_name(language: Language, kind: PlanKind) -> String {
    static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Language::ZhCn));
    static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Language::En));
    match language {
        Language::ZhCn => CHINESE.text(plan_kind_key(kind)),
        Language::En => ENGLISH.text(plan_kind_key(kind)),
    }
}
