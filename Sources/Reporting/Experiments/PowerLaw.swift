import Foundation

/// y = c·x^a, fitted by least squares in logarithms.
struct PowerLaw {
  /// a.
  let exponent: Double
  /// The standard error of a, from the residuals.
  let error: Double
  /// c.
  let factor: Double

  /// - Returns: nil for fewer than three points, for points that aren't positive, and where all x are the same.
  init?(_ points: [(x: Double, y: Double)]) {
    guard points.count >= 3, points.allSatisfy({ $0.x > 0 && $0.y > 0 && $0.y.isFinite }) else { return nil }
    let (xs, ys) = (points.map { log($0.x) }, points.map { log($0.y) })
    let n = Double(points.count)
    let (xMean, yMean) = (xs.reduce(0, +) / n, ys.reduce(0, +) / n)
    let spread = xs.reduce(0) { $0 + ($1 - xMean) * ($1 - xMean) }
    guard spread > 1e-12 * n else { return nil }
    let slope = zip(xs, ys).reduce(0) { $0 + ($1.0 - xMean) * ($1.1 - yMean) } / spread
    let residuals = zip(xs, ys).reduce(0) { sum, point in
      let residual = point.1 - yMean - slope * (point.0 - xMean)
      return sum + residual * residual
    }
    exponent = slope
    error = (residuals / (n - 2) / spread).squareRoot()
    factor = exp(yMean - slope * xMean)
  }

  /// 2.03.
  var exponentText: String { String(format: "%.2f", exponent).replacingOccurrences(of: "-", with: "−") }

  /// 2.03 ± 0.05.
  var text: String { exponentText + String(format: " ± %.2f", error) }
}

/// Where one curve passes another.
enum Crossing {
  /// The first x at which the sign of log(a/b) changes, by linear interpolation of the logarithms between two common x.
  ///
  /// - Returns: nil where the curves don't cross.
  static func first(_ a: [(x: Double, y: Double)], _ b: [(x: Double, y: Double)]) -> Double? {
    let other = Dictionary(b.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
    let differences = a.sorted { $0.x < $1.x }.compactMap { point in
      other[point.x].map { (x: point.x, y: log(point.y / $0)) }
    }
    for (left, right) in zip(differences, differences.dropFirst()) where left.y * right.y < 0 {
      return left.x + (right.x - left.x) * left.y / (left.y - right.y)
    }
    return nil
  }
}
