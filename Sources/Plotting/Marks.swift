/// Paths of markers, lines and the legend's samples.
enum Marks {
  static func number(_ value: Double) -> String { NumberText.coordinate(value) }

  /// A marker as a closed path about a point; `radius` is that of the circle, the others have about its area.
  static func path(_ marker: Palette.Marker, x: Double, y: Double, radius: Double) -> String {
    func polygon(_ corners: [(Double, Double)]) -> String {
      "M" + corners.map { "\(number(x + $0.0 * radius)) \(number(y + $0.1 * radius))" }.joined(separator: "L") + "Z"
    }
    switch marker {
    case .circle:
      let (r, d) = (number(radius), number(2 * radius))
      return "M\(number(x - radius)) \(number(y))a\(r) \(r) 0 1 0 \(d) 0a\(r) \(r) 0 1 0 -\(d) 0Z"
    case .square: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case .triangle: return polygon([(0, -1.3), (1.15, 0.8), (-1.15, 0.8)])
    case .diamond: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case .invertedTriangle: return polygon([(0, 1.3), (-1.15, -0.8), (1.15, -0.8)])
    case .cross:
      return polygon([
        (0, -0.5), (0.7, -1.2), (1.2, -0.7), (0.5, 0), (1.2, 0.7), (0.7, 1.2), (0, 0.5), (-0.7, 1.2), (-1.2, 0.7),
        (-0.5, 0), (-1.2, -0.7), (-0.7, -1.2),
      ])
    case .plus:
      return polygon([
        (-0.4, -1.3), (0.4, -1.3), (0.4, -0.4), (1.3, -0.4), (1.3, 0.4), (0.4, 0.4), (0.4, 1.3), (-0.4, 1.3),
        (-0.4, 0.4), (-1.3, 0.4), (-1.3, -0.4), (-0.4, -0.4),
      ])
    }
  }

  /// A polyline.
  static func polyline(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { ($0.offset == 0 ? "M" : "L") + "\(number($0.element.x)) \(number($0.element.y))" }
      .joined()
  }
}
