import LinearAlgebra
import Reporting
import Theorems
import Verification

/// The numbers that make up an instance, as people write them.
struct MatrixText {
  private enum Part {
    case words(String)
    case numbers(String, [Double])
    case matrix(String, Matrix)
  }

  /// Larger ones are told by their shape and their extremes.
  private static let largestArea = 12 * 12
  private static let largestExtent = 24

  private var parts: [Part] = []

  init(_ instance: InstanceValues) {
    for (index, weight) in instance.weights.enumerated() {
      let name = FamilyText.weight(index, of: instance.family)
      if let extent = instance.extents?.kernels[index] {
        parts.append(
          .words(
            "\(name): \(extent.height)×\(extent.width) taps, "
              + "\(weight.columns / extent.taps) → \(CountText.plural(weight.rows, "channel")), a row an output channel"
          ))
      }
      parts.append(.matrix(name, weight))
    }
    if let strengths = instance.strengths { parts.append(.numbers("β", strengths)) }
    if let slope = instance.slope { parts.append(.numbers("α", [slope])) }
    if let extent = instance.extents?.image, let data = instance.data {
      parts.append(
        .words(
          "X: \(CountText.plural(data.rows / extent.taps, "channel")) of \(extent.height)×\(extent.width) pixels, "
            + "a column an image"))
    }
    if let data = instance.data { parts.append(.matrix("X", data)) }
    if let basis = instance.basis { parts.append(.matrix("U", basis)) }
    if let factor = instance.dataFactor {
      parts.append(factor == .identity(factor.rows) ? .words("Σ = I") : .matrix("Σ", factor.gram()))
    }
  }

  /// The lines of an instance.
  static func instance(_ instance: InstanceValues, _ format: (Double) -> String) -> [String] {
    MatrixText(instance).lines(format)
  }

  /// Whether no matrix has numbers of more than a few digits.
  var isRound: Bool { matrices.allSatisfy { $0.elements.allSatisfy { Format.exact($0).count <= 8 } } }

  /// Whether every matrix is small enough to be read.
  var isWhole: Bool { matrices.allSatisfy(Self.isShown) }

  private var matrices: [Matrix] {
    parts.compactMap { part in
      if case .matrix(_, let matrix) = part { matrix } else { nil }
    }
  }

  func lines(_ format: (Double) -> String) -> [String] {
    parts.flatMap { part in
      switch part {
      case .words(let words): [words]
      case .numbers(let name, let numbers): ["\(name) = " + numbers.map(format).joined(separator: "  ")]
      case .matrix(let name, let matrix): Self.lines(name, matrix, format)
      }
    }
  }

  private static func isShown(_ matrix: Matrix) -> Bool {
    matrix.rows * matrix.columns <= largestArea && max(matrix.rows, matrix.columns) <= largestExtent
  }

  private static func lines(_ name: String, _ matrix: Matrix, _ format: (Double) -> String) -> [String] {
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
