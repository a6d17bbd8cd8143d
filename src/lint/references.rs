//! The places of a record that name other records.

use crate::model::{Forecast, ForecastId, Kind, Route};

/// A place that names another record.
pub(super) struct Reference<'a> {
    /// The key of the record under which it stands.
    pub(super) key: &'static str,
    /// Where it stands.
    pub(super) route: Route,
    /// The id that it names.
    pub(super) id: &'a ForecastId,
}

/// Returns every place of the forecast that names another record. The ids of `together` are left
/// out, since they must be among those of `indicators`.
pub(super) fn references(forecast: &Forecast) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    listed(forecast, &mut found);
    single(forecast, &mut found);
    if let Kind::Scenarios(set) = &forecast.kind {
        found.extend(set.indicators.iter().enumerate().map(|(i, one)| Reference {
            key: "indicators",
            route: Route::of("indicators").item(i).key("forecast"),
            id: &one.forecast,
        }));
    }
    found
}

fn listed<'a>(forecast: &'a Forecast, found: &mut Vec<Reference<'a>>) {
    let relations = forecast.relations();
    let lists = [
        ("all_of", &relations.all_of),
        ("any_of", &relations.any_of),
        ("excludes", &relations.excludes),
        ("implies", &relations.implies),
    ];
    for (key, ids) in lists {
        found.extend(ids.iter().enumerate().map(|(i, id)| Reference {
            key,
            route: Route::of(key).item(i),
            id,
        }));
    }
}

fn single<'a>(forecast: &'a Forecast, found: &mut Vec<Reference<'a>>) {
    let relations = forecast.relations();
    let given = forecast.given.as_ref().map(|given| &given.forecast);
    let of = forecast.given.as_ref().and_then(|given| given.of.as_ref());
    let threshold = relations.threshold.as_ref().map(|limit| &limit.of);
    let keys = [
        ("complement", None, relations.complement.as_ref()),
        ("earlier", None, relations.earlier.as_ref()),
        ("given", Some("forecast"), given),
        ("of", None, of),
        ("threshold", Some("of"), threshold),
    ];
    for (key, inner, id) in keys {
        let Some(id) = id else {
            continue;
        };
        let route = match key {
            "of" => Route::of("given").key("of"),
            key => Route::of(key),
        };
        let route = inner.map_or(route.clone(), |inner| route.key(inner));
        found.push(Reference { key, route, id });
    }
}
