//! The kinds of plans that bank staff write.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What sort of plan it is.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum PlanKind {
            $($(#[$doc])* #[serde(rename = $id)] $name,)*
        }

        impl PlanKind {
            /// Every kind, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the kind's id, as files and the command line write it.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

kinds! {
    /// No particular kind.
    #[default]
    General = "general",
    /// Accounting and settlement: service, quality, staff.
    AcctThreeGrips = "acct-three-grips",
    /// Finance and cashier.
    FinanceCashier = "finance-cashier",
    /// Internal control of a settlement department.
    SettlementInternalControl = "settlement-internal-control",
    /// Credit management.
    CreditManagement = "credit-management",
    /// A supervisor's record of internal control.
    SupervisorInternalControl = "supervisor-internal-control",
    /// Corporate clients and cash management.
    CorporateMarketing = "corporate-marketing",
    /// Savings deposits.
    SavingsDeposit = "savings-deposit",
    /// Service and skill tests.
    ServiceQualitySkillTest = "service-quality-skill-test",
    /// Security.
    Security = "security",
    /// One person's year.
    PersonalAnnual = "personal-annual",
    /// A sub-branch's half-year with a look back.
    BranchHalfYearReview = "branch-half-year-review",
    /// A sub-branch's year.
    BranchComprehensive = "branch-comprehensive",
    /// One person's performance improvement.
    Pip = "pip",
    /// A teller's year.
    Teller = "teller",
    /// Preparing a new branch.
    NewBranchPreparation = "new-branch-preparation",
    /// Training of account managers.
    CmTraining = "cm-training",
    /// Duties of account managers.
    CmFunctions = "cm-functions",
    /// Execution with indicators.
    ExecutionPlan = "execution-plan",
    /// A responsibility letter.
    ResponsibilityContract = "responsibility-contract",
    /// A quarter of retail banking.
    RetailQuarterly = "retail-quarterly",
    /// A year of compliance and risk.
    ComplianceAnnual = "compliance-annual",
    /// Complaint handling.
    ComplaintCaseStudy = "complaint-case-study",
    /// A year of corporate banking.
    CorporateAnnual = "corporate-annual",
    /// A year of a foreign-trade department.
    ForeignTradeAnnual = "foreign-trade-annual",
    /// A year of a sales department.
    SalesDepartmentAnnual = "sales-department-annual",
}
