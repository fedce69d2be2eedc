/// Why a plot can't be drawn: what was wrong, in which series, and what would be right.
public enum PlotError: Error, Equatable, Sendable {
  /// The plot or series named holds nothing that can be drawn.
  case empty(String)
  /// A title, axis title or series name is empty; readers and screen readers need it.
  case missingText(String)
  /// Two series, rows or columns share a name, so that the legend would be ambiguous.
  case duplicateName(String)
  /// A value is NaN or infinite.
  case notFinite(series: String, index: Int)
  /// A value on a logarithmic axis is zero or negative.
  case notPositive(series: String, index: Int, value: Double)
  /// A magnitude above 1e300, or a positive value below 1e-300 on a logarithmic axis.
  case beyondRange(series: String, index: Int, value: Double)
  /// A row has another number of values than there are labels.
  case lengthsDiffer(series: String, expected: Int, found: Int)
  /// A band whose lower end, value and upper end aren't in this order.
  case bandOutOfOrder(series: String, index: Int)
  /// A step of slack below 1: it doesn't come from a chain of upper bounds.
  case factorBelowOne(row: String, rule: String, value: Double)
}

extension PlotError: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .empty(let name): "\(name): nothing to draw; give at least one finite value"
    case .missingText(let name): "\(name) is empty; give it a text"
    case .duplicateName(let name): "the name “\(name)” occurs twice; give every series its own"
    case .notFinite(let series, let index): "\(series), value \(index): not finite; leave it out or mark it as a gap"
    case .notPositive(let series, let index, let value):
      "\(series), value \(index): \(value) can't lie on a logarithmic axis; give a positive value or mark it as a gap"
    case .beyondRange(let series, let index, let value):
      "\(series), value \(index): \(value) lies beyond what an axis shows, magnitudes of 1e-300 to 1e300"
    case .lengthsDiffer(let series, let expected, let found): "\(series): \(found) values where \(expected) are due"
    case .bandOutOfOrder(let series, let index):
      "\(series), value \(index): the band must satisfy lower ≤ value ≤ upper"
    case .factorBelowOne(let row, let rule, let value):
      "\(row), rule \(rule): factor \(value); steps of a chain of upper bounds are at least 1"
    }
  }
}
