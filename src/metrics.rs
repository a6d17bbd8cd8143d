//! One table of every figure: its name for machines and for people, its unit, which way is better, how it is
//! shown, and where the manual explains it.

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number without a unit.
    Plain,
    /// A share of 1.
    Share,
    /// Natural logarithms.
    Nats,
    /// What the question counts in: dollars, days.
    OfQuestion,
    /// Points of a platform.
    Points,
    /// Things that are counted: pairs, days, questions.
    Count,
}

/// Which way a figure is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Direction {
    /// The lower the better.
    Lower,
    /// The higher the better.
    Higher,
    /// The nearer to this the better.
    Near(f64),
    /// Neither way is better.
    Neither,
}

/// How a figure is shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Three decimals.
    Score,
    /// As many digits as the unit of the question asks for.
    Quantity,
    /// A percentage.
    Percent,
    /// A difference of shares: a percentage with its sign.
    SignedPercent,
    /// A weight or an effective number: at most one decimal.
    Amount,
    /// A whole number.
    Count,
    /// A p-value.
    PValue,
}

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricInfo {
    /// Its name in machine output.
    pub name: &'static str,
    /// Its name in tables.
    pub label: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way it is better.
    pub direction: Direction,
    /// How it is shown.
    pub format: Format,
    /// The heading of `docs/scoring.md` under which it is explained, as in a link.
    pub anchor: &'static str,
}

/// The headings of `docs/scoring.md`, as in links.
const COUNTED: &str = "what-is-counted";
const BINARY: &str = "scores-of-yes-and-no";
const CALIBRATION: &str = "the-figures";
const KINDS: &str = "other-kinds-of-question";
const COMPARING: &str = "comparing-and-pooling";
const PLATFORMS: &str = "other-platforms-numbers";

/// Makes the items and their table, a line for each figure.
macro_rules! metrics {
    ($($id:ident: $name:literal $label:literal, $unit:ident, $direction:expr, $format:ident, $anchor:ident;)*) => {
        /// A figure of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MetricId {
            $(#[doc = concat!($label, ", `", $name, "`.")] $id,)*
        }

        impl MetricId {
            /// Every figure.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// Returns what is known of the figure.
            #[must_use]
            pub const fn info(self) -> MetricInfo {
                use Direction::{Higher, Lower, Near, Neither};
                match self {
                    $(Self::$id => MetricInfo {
                        name: $name,
                        label: $label,
                        unit: Unit::$unit,
                        direction: $direction,
                        format: Format::$format,
                        anchor: $anchor,
                    },)*
                }
            }
        }
    };
}

metrics! {
    Coverage: "coverage" "coverage", Share, Higher, Percent, COUNTED;

    Brier: "brier" "Brier", Plain, Lower, Score, BINARY;
    BrierFull: "brier_full" "Brier", Plain, Lower, Score, BINARY;
    LogLoss: "log_loss" "log", Nats, Lower, Score, BINARY;
    LogLossFinite: "log_loss_finite" "log of the finite", Nats, Lower, Score, BINARY;
    InfiniteLogs: "n_infinite_log" "infinite log scores", Count, Lower, Count, BINARY;
    Spherical: "spherical" "spherical", Plain, Higher, Score, BINARY;
    SkillSample: "bss_sample" "skill", Plain, Higher, Score, BINARY;
    SkillHalf: "bss_half" "skill against a coin", Plain, Higher, Score, BINARY;
    SkillUniform: "bss_uniform" "skill", Plain, Higher, Score, KINDS;
    SkillPrior: "bss_prior" "skill against base rates", Plain, Higher, Score, BINARY;
    PriorPairs: "n_prior" "pairs with a base rate", Count, Neither, Count, BINARY;
    BrierBest: "brier_best" "best of the range from verbal terms", Plain, Lower, Score, BINARY;
    BrierWorst: "brier_worst" "worst of the range from verbal terms", Plain, Lower, Score, BINARY;
    BrierIfNo: "brier_if_no" "Brier if unresolved are no", Plain, Lower, Score, COUNTED;
    BrierIfYes: "brier_if_yes" "Brier if unresolved are yes", Plain, Lower, Score, COUNTED;
    BrierIfAmbiguousNo: "brier_if_ambiguous_no" "Brier if ambiguous are no", Plain, Lower, Score, COUNTED;
    BrierIfAmbiguousYes: "brier_if_ambiguous_yes" "Brier if ambiguous are yes", Plain, Lower, Score, COUNTED;
    ProportionCorrect: "proportion_correct" "proportion correct", Share, Higher, Percent, BINARY;
    ThreatScore: "threat_score" "threat score", Plain, Higher, Score, BINARY;
    Peirce: "peirce" "Peirce skill", Plain, Higher, Score, BINARY;
    FalseAlarmRatio: "false_alarm_ratio" "false alarm ratio", Share, Lower, Percent, BINARY;

    MeanForecast: "mean_forecast" "mean forecast", Share, Neither, Percent, CALIBRATION;
    BaseRate: "base_rate" "base rate", Share, Neither, Percent, CALIBRATION;
    Miscalibration: "mcb" "miscalibration", Plain, Lower, Score, CALIBRATION;
    Discrimination: "dsc" "discrimination", Plain, Higher, Score, CALIBRATION;
    Uncertainty: "unc" "uncertainty", Plain, Neither, Score, CALIBRATION;
    MiscalibrationLog: "mcb_log" "miscalibration of the log score", Nats, Lower, Score, CALIBRATION;
    DiscriminationLog: "dsc_log" "discrimination of the log score", Nats, Higher, Score, CALIBRATION;
    UncertaintyLog: "unc_log" "uncertainty of the log score", Nats, Neither, Score, CALIBRATION;
    Reliability: "rel" "reliability", Plain, Lower, Score, CALIBRATION;
    Resolution: "res" "resolution", Plain, Higher, Score, CALIBRATION;
    StephensonReliability: "stephenson_rel" "reliability of bins", Plain, Lower, Score, CALIBRATION;
    StephensonResolution: "stephenson_res" "resolution of bins", Plain, Higher, Score, CALIBRATION;
    StephensonVariance: "stephenson_wbv" "variance within bins", Plain, Neither, Score, CALIBRATION;
    StephensonCovariance: "stephenson_wbc" "covariance within bins", Plain, Neither, Score, CALIBRATION;
    StephensonGeneralized: "stephenson_gres" "generalized resolution", Plain, Higher, Score, CALIBRATION;
    InTheLarge: "citl_difference" "bias (observed − estimate)", Share, Near(0.0), SignedPercent, CALIBRATION;
    InTheLargeRatio: "oe_ratio" "observed over estimate", Plain, Near(1.0), Score, CALIBRATION;
    InTheLargeZ: "citl_z" "z of the bias", Plain, Near(0.0), Score, CALIBRATION;
    InTheLargeP: "citl_p" "p of the bias", Share, Neither, PValue, CALIBRATION;
    InTheLargeLogit: "citl_logit" "shift in log odds", Nats, Near(0.0), Score, CALIBRATION;
    Intercept: "cox_intercept" "intercept", Nats, Near(0.0), Score, CALIBRATION;
    Slope: "cox_slope" "slope", Plain, Near(1.0), Score, CALIBRATION;
    Means80: "means_80" "\"80%\" means", Share, Near(0.8), Percent, CALIBRATION;
    Auc: "auc" "AUC", Plain, Higher, Score, CALIBRATION;
    DiscriminationSlope: "discrimination_slope" "discrimination slope", Share, Higher, SignedPercent, CALIBRATION;
    Overconfidence: "overconfidence" "overconfidence", Share, Near(0.0), SignedPercent, CALIBRATION;
    CoxP: "cox_p" "p of slope and intercept", Share, Neither, PValue, CALIBRATION;
    Certain: "n_certain" "forecasts of 0% or 100%", Count, Neither, Count, CALIBRATION;
    Sharpness: "var_p" "sharpness", Plain, Neither, Score, CALIBRATION;
    ExpectedBrier: "mean_p1p" "Brier score expected of itself", Plain, Neither, Score, CALIBRATION;
    Confidence: "mean_conf" "mean confidence", Share, Neither, Percent, CALIBRATION;
    Entropy: "mean_entropy" "mean entropy", Nats, Neither, Score, CALIBRATION;
    CalibrationError: "ece" "expected calibration error (ECE)", Share, Lower, Percent, CALIBRATION;
    RootMeanSquareError: "rmsce" "root mean square calibration error", Share, Lower, Percent, CALIBRATION;
    MaximumError: "mce" "largest calibration error", Share, Lower, Percent, CALIBRATION;
    DebiasedSquareError: "l2ce_sq_debiased" "debiased mean square", Plain, Lower, Score, CALIBRATION;
    DebiasedError: "ece_debiased" "debiased ECE", Share, Lower, Percent, CALIBRATION;
    MiscalibrationTested: "mcb_tested" "miscalibration of those tested", Plain, Lower, Score, CALIBRATION;
    MiscalibrationChance: "mcb_chance" "miscalibration expected if calibrated", Plain, Neither, Score, CALIBRATION;
    MiscalibrationChanceHigh: "mcb_chance_high" "95th percentile of miscalibration if calibrated", Plain, Neither, Score, CALIBRATION;
    MiscalibrationP: "mcb_p" "p of miscalibration", Share, Neither, PValue, CALIBRATION;
    CalibrationErrorTested: "ece_tested" "calibration error of those tested", Share, Lower, Percent, CALIBRATION;
    CalibrationErrorChance: "ece_chance" "ECE expected if calibrated", Share, Neither, Percent, CALIBRATION;
    CalibrationErrorChanceHigh: "ece_chance_high" "95th percentile of ECE if calibrated", Share, Neither, Percent, CALIBRATION;
    CalibrationErrorP: "ece_p" "p of calibration error", Share, Neither, PValue, CALIBRATION;
    SpiegelhalterZ: "spiegelhalter_z" "Spiegelhalter's z", Plain, Near(0.0), Score, CALIBRATION;
    SpiegelhalterP: "spiegelhalter_p" "p of Spiegelhalter's z", Share, Neither, PValue, CALIBRATION;
    LogEValue: "log_e_value" "log of the e-value", Nats, Lower, Score, CALIBRATION;
    EValue: "e_value" "e-value", Plain, Lower, Amount, CALIBRATION;
    EValueMax: "e_value_max" "highest e-value", Plain, Lower, Amount, CALIBRATION;
    HosmerLemeshow: "hosmer_lemeshow_chisq" "Hosmer–Lemeshow χ²", Plain, Lower, Amount, CALIBRATION;
    HosmerLemeshowDf: "hosmer_lemeshow_df" "Hosmer–Lemeshow degrees of freedom", Plain, Neither, Amount, CALIBRATION;
    HosmerLemeshowP: "hosmer_lemeshow_p" "p of Hosmer–Lemeshow", Share, Neither, PValue, CALIBRATION;

    Rps: "rps" "RPS", Plain, Lower, Score, KINDS;
    RpsNormalised: "rps_norm" "normalised", Plain, Lower, Score, KINDS;
    GjoOrdered: "gjo_ordered" "GJO", Plain, Lower, Score, KINDS;
    RpsSkill: "rpss_uniform" "skill", Plain, Higher, Score, KINDS;
    Crps: "crps" "CRPS", OfQuestion, Lower, Quantity, KINDS;
    CrpsPairs: "n_crps" "pairs with a CRPS", Count, Neither, Count, KINDS;
    Wis: "wis" "WIS", OfQuestion, Lower, Quantity, KINDS;
    WisPairs: "n_wis" "pairs with a WIS", Count, Neither, Count, KINDS;
    Dispersion: "dispersion" "spread", OfQuestion, Lower, Quantity, KINDS;
    Overprediction: "overprediction" "over", OfQuestion, Lower, Quantity, KINDS;
    Underprediction: "underprediction" "under", OfQuestion, Lower, Quantity, KINDS;
    Pinball: "pinball_mean" "pinball loss", OfQuestion, Lower, Quantity, KINDS;
    PinballPairs: "n_pinball" "pairs with a pinball loss", Count, Neither, Count, KINDS;
    Bias: "bias" "bias", Plain, Near(0.0), Score, KINDS;
    MedianError: "mae_median" "distance from the median", OfQuestion, Lower, Quantity, KINDS;
    LogScore: "log_score" "log", Nats, Lower, Score, KINDS;
    LogScorePairs: "n_log_score" "pairs with a log score", Count, Neither, Count, KINDS;
    IntervalCoverage: "coverage" "in", Share, Neither, Percent, KINDS;
    PitMean: "pit_mean" "mean", Plain, Near(0.5), Score, KINDS;
    PitVariance: "pit_var" "variance", Plain, Near(1.0 / 12.0), Score, KINDS;
    PitChiSquared: "pit_chisq" "χ² of the tenths", Plain, Lower, Amount, KINDS;
    PitChiSquaredP: "pit_chisq_p" "p of the tenths", Share, Neither, PValue, KINDS;
    PitKolmogorov: "pit_ks" "Kolmogorov–Smirnov D", Plain, Lower, Score, KINDS;
    PitKolmogorovP: "pit_ks_p" "p of Kolmogorov–Smirnov", Share, Neither, PValue, KINDS;

    LikeForLike: "like_for_like" "like-for-like", Plain, Lower, Score, COMPARING;
    Unshrunk: "unshrunk" "unshrunk", Plain, Lower, Score, COMPARING;
    SkillReference: "skill_reference" "skill against the reference", Plain, Higher, Score, COMPARING;
    SkillQuestions: "n_skill_reference" "questions that the reference has too", Count, Neither, Count, COMPARING;
    Adjusted: "adjusted" "adjusted", Plain, Lower, Score, COMPARING;
    Difficulty: "difficulty" "difficulty", Plain, Neither, Score, COMPARING;
    Difference: "difference" "difference", Plain, Lower, Score, COMPARING;
    DifferenceP: "difference_p_value" "p", Share, Neither, PValue, COMPARING;
    DifferenceHolm: "difference_p_holm" "p of all", Share, Neither, PValue, COMPARING;
    AgainstAverage: "against_average" "difference", Plain, Lower, Score, COMPARING;
    AgainstAverageP: "against_average_p_value" "p", Share, Neither, PValue, COMPARING;
    AgainstMean: "against_mean" "difference from the mean", Plain, Lower, Score, COMPARING;
    AgainstMeanP: "against_mean_p_value" "p of that", Share, Neither, PValue, COMPARING;

    Baseline: "baseline" "baseline", Points, Higher, Score, PLATFORMS;
    Peer: "peer" "peer", Points, Higher, Score, PLATFORMS;
    SpotBaseline: "spot_baseline" "spot baseline", Points, Higher, Score, PLATFORMS;
    SpotPeer: "spot_peer" "spot peer", Points, Higher, Score, PLATFORMS;
    BaselineSum: "baseline_sum" "sum of baseline", Points, Higher, Score, PLATFORMS;
    PeerSum: "peer_sum" "sum of peer", Points, Higher, Score, PLATFORMS;
    CoverageSum: "coverage_sum" "sum of coverage", Plain, Higher, Score, PLATFORMS;
    PeerGlobal: "peer_global" "global peer", Points, Higher, Score, PLATFORMS;
    Days: "n_days" "days", Count, Neither, Count, PLATFORMS;
    Median: "median" "median", Plain, Lower, Score, PLATFORMS;
    Accuracy: "accuracy" "accuracy", Plain, Lower, Score, PLATFORMS;
    Absolute: "absolute" "absolute", Plain, Lower, Score, PLATFORMS;
    Relative: "relative" "relative", Plain, Lower, Score, PLATFORMS;
    Responses: "n_responses" "responses", Count, Neither, Count, PLATFORMS;
    BrierAdjusted: "brier_adjusted" "adjusted", Plain, Lower, Score, PLATFORMS;
    BrierIndex: "brier_index" "index", Points, Higher, Score, PLATFORMS;
    BrierSkill: "brier_skill" "skill", Plain, Higher, Score, PLATFORMS;
}
