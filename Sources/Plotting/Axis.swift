/// What an axis says and how it spreads its values.
public struct Axis: Sendable, Equatable {
  /// What becomes of a value that the axis can't show: NaN, infinite, or not positive on a logarithmic axis.
  public enum Unplottable: Sendable, Equatable {
    /// The plot throws, naming the series and the index.
    case refused
    /// The value is left out, lines break there, and a note below the plot counts what is missing.
    case gap
  }

  /// A line across the plot at one value, explained in the legend.
  public struct Reference: Sendable, Equatable {
    /// Where the line is; the axis always covers it.
    public var value: Double
    /// What it means.
    public var label: String

    /// Creates a reference line.
    public init(_ value: Double, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  /// The title, with its unit.
  public var title: String
  /// How values are spread.
  public var kind: Scale.Kind
  /// Values that the axis covers besides the data.
  public var including: [Double]
  /// The places of ticks; empty to have them chosen.
  public var ticks: [Double]
  /// Lines across the plot.
  public var references: [Reference]
  /// What becomes of values that the axis can't show.
  public var unplottable: Unplottable

  /// Creates an axis.
  public init(
    _ title: String, _ kind: Scale.Kind = .linear, including: [Double] = [], ticks: [Double] = [],
    references: [Reference] = [], unplottable: Unplottable = .refused
  ) {
    self.title = title
    self.kind = kind
    self.including = including
    self.ticks = ticks
    self.references = references
    self.unplottable = unplottable
  }

  /// Whether a value is drawn (`true`) or left as a gap (`false`).
  ///
  /// - Throws: `PlotError` for a value the axis can't show, unless gaps are allowed.
  func shows(_ value: Double, series: String, index: Int) throws(PlotError) -> Bool {
    do {
      try Scale.check(value, on: kind, series: series, index: index)
      return true
    } catch {
      if unplottable == .gap { return false }
      throw error
    }
  }

  /// Ticks for the data and all that the axis must cover.
  func ticks(covering data: [Double], plot: String) throws(PlotError) -> Ticks {
    guard !title.isEmpty else { throw .missingText("\(plot): axis title") }
    let extra = including + references.map(\.value)
    for (index, value) in extra.enumerated() {
      try Scale.check(value, on: kind, series: "axis \(title)", index: index)
    }
    guard let lower = (data + extra).min(), let upper = (data + extra).max(), !data.isEmpty else { throw .empty(plot) }
    return ticks.isEmpty
      ? try Ticks(kind, from: lower, to: upper) : try Ticks(kind, from: lower, to: upper, at: ticks)
  }
}
