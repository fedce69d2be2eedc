import LinearAlgebra
import Reporting
import Theorems
import Verification

/// Matrices as people write them.
enum MatrixText {
  /// Larger ones are told by their shape and their extremes.
  private static let largestArea = 12 * 12
  private static let largestExtent = 24

  /// Whether a matrix is small enough to be read.
  static func isShown(_ matrix: Matrix) -> Bool {
    matrix.rows * matrix.columns <= largestArea && max(matrix.rows, matrix.columns) <= largestExtent
  }

  /// The numbers that make up an instance.
  static func instance(_ instance: InstanceValues, _ format: (Double) -> String) -> [String] {
    var lines: [String] = []
    for (index, weight) in instance.weights.enumerated() {
      if let extent = instance.extents?.kernels[index] {
        lines.append(
          "\(FamilyText.weight(index, of: instance.family)): \(extent.height)×\(extent.width) taps, "
            + "\(weight.columns / extent.taps) → \(CountText.plural(weight.rows, "channel")), a row an output channel")
      }
      lines += named(FamilyText.weight(index, of: instance.family), weight, format)
    }
    if let strengths = instance.strengths { lines.append("β = " + strengths.map(format).joined(separator: "  ")) }
    if let slope = instance.slope { lines.append("α = " + format(slope)) }
    if let extent = instance.extents?.image, let data = instance.data {
      lines.append(
        "X: \(CountText.plural(data.rows / extent.taps, "channel")) of \(extent.height)×\(extent.width) pixels, "
          + "a column an image")
    }
    if let data = instance.data { lines += named("X", data, format) }
    if let basis = instance.basis { lines += named("U", basis, format) }
    if let factor = instance.dataFactor {
      lines += factor == .identity(factor.rows) ? ["Σ = I"] : named("Σ", factor.gram(), format)
    }
    return lines
  }

  private static func named(_ name: String, _ matrix: Matrix, _ format: (Double) -> String) -> [String] {
    guard isShown(matrix) else {
      let (least, largest) = (matrix.elements.min() ?? .nan, matrix.elements.max() ?? .nan)
      return ["\(name): \(matrix.rows)×\(matrix.columns), entries from \(format(least)) to \(format(largest))"]
    }
    let cells = matrix.rowLists.map { $0.map(format) }
    let widths = (0..<matrix.columns).map { column in cells.map { $0[column].count }.max() ?? 0 }
    let indent = String(repeating: " ", count: name.count + 3)
    return cells.enumerated().map { row, line in
      let padded = zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
      return (row == 0 ? "\(name) = " : indent) + "[ \(padded) ]"
    }
  }
}
