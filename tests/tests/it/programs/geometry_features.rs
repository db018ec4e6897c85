//! Measures shapes on a map, moves them and puts them into a collection.

use super::written;
use crate::modules::cases::geometry_features::case::{
    Bbox, Case as Document, Feature, FeatureCollection, Geometry, Line, LineString, Point, Position,
};

fn position(x: f64, y: f64) -> Position {
    Position::try_from(vec![x, y]).unwrap()
}

/// All positions of a shape, in the order of the document.
fn positions(geometry: &Geometry) -> Vec<&Position> {
    match geometry {
        Geometry::Point(point) => vec![&point.coordinates],
        Geometry::MultiPoint(points) => points.coordinates.iter().collect(),
        Geometry::LineString(line) => line.coordinates.get().iter().collect(),
        Geometry::Polygon(polygon) => {
            polygon.coordinates.iter().flat_map(|ring| ring.get()).collect()
        }
        Geometry::MultiPolygon(polygons) => {
            polygons.coordinates.iter().flatten().flat_map(|ring| ring.get()).collect()
        }
        Geometry::GeometryCollection(all) => all.geometries.iter().flat_map(positions).collect(),
    }
}

/// The box around a shape: west, south, east, north.
fn bounds(geometry: &Geometry) -> Option<[f64; 4]> {
    positions(geometry).into_iter().fold(None, |bounds, position| {
        let (x, y) = (position.get()[0], position.get()[1]);
        let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
        Some([west.min(x), south.min(y), east.max(x), north.max(y)])
    })
}

/// The shapes of a document, alone or in features.
fn shapes(document: Document) -> Vec<Geometry> {
    match document {
        Document::Geometry(geometry) => vec![geometry],
        Document::Feature(feature) => feature.geometry.into_iter().collect(),
        Document::FeatureCollection(all) => {
            all.features.into_iter().filter_map(|feature| feature.geometry).collect()
        }
    }
}

#[test]
fn shapes_have_bounds() {
    let json = br#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": null, "geometry": {"type": "Polygon",
            "coordinates": [[[0, 0], [4, 0], [4, 3.5], [0, 0]]]}},
        {"type": "Feature", "properties": {}, "geometry": null},
        {"type": "Feature", "properties": {"deep": true}, "geometry": {"type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 2, 3]}, {"type": "MultiPoint", "coordinates": []}]}}
    ]}"#;
    let shapes = shapes(Document::from_slice(json).unwrap());
    let bounds: Vec<_> = shapes.iter().map(bounds).collect();
    assert_eq!(bounds, [Some([0.0, 0.0, 4.0, 3.5]), Some([1.0, 2.0, 1.0, 2.0])]);
    assert!(shapes.iter().all(|shape| shape.bbox().is_none()));
}

#[test]
fn a_collection_is_built() {
    let line = Line::try_from(vec![position(0.0, 0.0), position(1.0, 1.0)]).unwrap();
    let mut line = LineString::builder().coordinates(line).build().unwrap();
    line.bbox = Some(Bbox::try_from(vec![0.0, 0.0, 1.0, 1.0]).unwrap());
    let feature = Feature::builder()
        .id("a".to_owned())
        .geometry(Geometry::from(line))
        .properties(None)
        .build()
        .unwrap();
    let mut all = FeatureCollection::builder().features([feature]).build().unwrap();
    assert_eq!(
        written(&all),
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":null,"geometry":{"type":"LineString","coordinates":[[0.0,0.0],[1.0,1.0]],"bbox":[0.0,0.0,1.0,1.0]}}]}"#
    );
    let point = Point::builder().coordinates(position(5.0, 60.0)).build().unwrap();
    all.features[0].geometry = Some(point.into());
    all.features[0].id = None;
    assert!(all.validate().is_ok());
    assert_eq!(
        Document::FeatureCollection(all.clone()),
        serde_json::from_str(&written(&all)).unwrap()
    );
}

#[test]
fn positions_and_boxes_have_their_lengths() {
    assert!(Position::try_from(vec![1.0]).is_err());
    assert!(Bbox::try_from(vec![0.0; 5]).is_err());
    assert!(Bbox::try_from(vec![0.0; 6]).is_ok());
}
