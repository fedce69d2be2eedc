/// Horizontal bars from zero, such as the coverage of each region of inputs.
public struct BarPlot: Sendable, Equatable {
  /// One bar.
  public struct Bar: Sendable, Equatable {
    /// The name above the bar.
    public var name: String
    /// The length, zero or more.
    public var value: Double
    /// The text at the right; the value to three digits where `nil`.
    public var text: String?

    /// Creates a bar.
    public init(_ name: String, _ value: Double, text: String? = nil) {
      self.name = name
      self.value = value
      self.text = text
    }
  }

  /// The finding, in one sentence.
  public var title: String
  /// The axis, linear or integer; for shares, `including: [0, 100]` makes plots comparable.
  public var axis: Axis
  /// The bars, top to bottom.
  public var bars: [Bar]
  /// A remark below the plot.
  public var note: String?

  /// Creates a plot.
  public init(title: String, axis: Axis, bars: [Bar], note: String? = nil) {
    self.title = title
    self.axis = axis
    self.bars = bars
    self.note = note
  }

  /// The plot as an SVG file.
  ///
  /// - Throws: `PlotError` for no bars, names missing or double, lengths negative or not finite, a logarithmic axis
  ///   (on which no bar can start at zero).
  public func svg() throws(PlotError) -> String {
    try Sheet.check(title: title, names: bars.map(\.name))
    guard axis.kind != .logarithmic else {
      throw .notPositive(series: "\(title): start of the bars", index: 0, value: 0)
    }
    var values: [Double] = [0]
    for (index, bar) in bars.enumerated() {
      try Scale.check(bar.value, on: axis.kind, series: bar.name, index: index)
      guard bar.value >= 0 else { throw .negative(series: bar.name, index: index, value: bar.value) }
      values.append(bar.value)
    }
    guard !bars.isEmpty else { throw .empty(title) }
    let highest = max(values.max() ?? 0, axis.including.max() ?? 0)
    let ticks = try Axis(
      axis.title, axis.kind, including: axis.including + (highest > 0 ? [] : [1]), ticks: axis.ticks,
      references: axis.references
    ).ticks(covering: values, plot: title)
    func text(_ bar: Bar) -> String { bar.text ?? NumberText.rounded(bar.value) }
    let layout = RowLayout(
      title: title, axis: axis, ticks: ticks,
      rows: bars.map { bar in
        RowLayout.Row(
          name: bar.name, value: text(bar),
          segments: [(from: 0, to: bar.value, fill: Palette.colour(0), label: nil)])
      })
    let notes = note.map { [$0] } ?? []
    let spoken = bars.map { "\($0.name): \(text($0))" }.joined(separator: "; ")
    return try layout.svg(
      description: (["Bars of \(axis.title). \(spoken)."] + notes).joined(separator: " "), legend: [], notes: notes)
  }
}
