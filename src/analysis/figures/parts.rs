//! The parts into which isotonic regression takes a mean score.

use crate::metrics::MetricId;
use crate::scoring::Undefined;
use crate::scoring::calibration::Corp;

use super::Metric;

/// The parts of the Brier score: miscalibration, discrimination, uncertainty.
pub(super) const PARTS: [MetricId; 3] = [
    MetricId::Miscalibration,
    MetricId::Discrimination,
    MetricId::Uncertainty,
];

/// Those of the log score.
pub(super) const PARTS_OF_LOG: [MetricId; 3] = [
    MetricId::MiscalibrationLog,
    MetricId::DiscriminationLog,
    MetricId::UncertaintyLog,
];

/// Returns the parts of a score as figures of these names.
pub(super) fn parts(corp: Result<Corp, Undefined>, ids: [MetricId; 3]) -> [Metric; 3] {
    let [miscalibration, discrimination, uncertainty] = ids;
    [
        Metric::plain(miscalibration, corp.map(|corp| corp.miscalibration)),
        Metric::plain(discrimination, corp.map(|corp| corp.discrimination)),
        Metric::plain(uncertainty, corp.map(|corp| corp.uncertainty)),
    ]
}
