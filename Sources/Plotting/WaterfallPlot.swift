/// Where slack comes from: for each theorem or instance, the factors of its rules end to end on a logarithmic axis.
///
/// A factor's length is its logarithm, so that lengths add where factors multiply; the whole bar is bound/κ. Rules keep
/// their colour across rows. Beyond 17 rules, those of least slack in all rows share grey.
public struct WaterfallPlot: Sendable, Equatable {
  /// One rule's contribution.
  public struct Step: Sendable, Equatable {
    /// The rule's name.
    public var rule: String
    /// By how much the rule loosens the bound, at least 1.
    public var factor: Double

    /// Creates a step.
    public init(_ rule: String, _ factor: Double) {
      self.rule = rule
      self.factor = factor
    }
  }

  /// One bar.
  public struct Row: Sendable, Equatable {
    /// The theorem or instance.
    public var name: String
    /// The steps, from κ to the bound; none where the bound is attained by definition.
    public var steps: [Step]

    /// Creates a bar.
    public init(_ name: String, _ steps: [Step]) {
      self.name = name
      self.steps = steps
    }
  }

  /// The finding, in one sentence.
  public var title: String
  /// The title of the axis.
  public var axisTitle: String
  /// The bars, top to bottom.
  public var rows: [Row]
  /// A remark below the plot.
  public var note: String?

  /// Creates a plot.
  public init(title: String, axisTitle: String = "bound / κ", rows: [Row], note: String? = nil) {
    self.title = title
    self.axisTitle = axisTitle
    self.rows = rows
    self.note = note
  }

  /// The plot as an SVG file.
  ///
  /// A factor between 1 − 1e-9 and 1 is a rounded 1 and drawn as such.
  /// - Throws: `PlotError` for no rows, names missing or double, factors that are not finite or below 1, and products
  ///   above 1e300.
  public func svg() throws(PlotError) -> String {
    try Sheet.check(title: title, names: rows.map(\.name))
    guard !rows.isEmpty else { throw .empty(title) }
    let totals = try rows.map { row throws(PlotError) in try WaterfallPlot.total(row) }
    let axis = Axis(axisTitle, .logarithmic, including: [1])
    let ticks = try axis.ticks(covering: totals, plot: title)
    let (rules, fills) = colours()
    let layout = RowLayout(
      title: title, axis: axis, ticks: ticks,
      rows: zip(rows, totals).map { row, total in
        var reached = 1.0
        let segments = row.steps.map { step in
          let from = reached
          reached *= max(1, step.factor)
          return (
            from: from, to: reached, fill: fills[step.rule] ?? Palette.missing,
            label: Optional("×" + NumberText.factor(step.factor))
          )
        }
        return RowLayout.Row(name: row.name, value: "×" + NumberText.factor(total), segments: segments)
      })
    let named = rules.filter { fills[$0] != nil }
    var legend = named.map { (sample: Legend.Sample.box(fills[$0] ?? Palette.missing), name: $0) }
    if named.count < rules.count {
      legend.append((.box(Palette.missing), "\(rules.count - named.count) other rules"))
    }
    let spoken = rows.map { row in
      row.name + ": " + row.steps.map { "\($0.rule) \(NumberText.factor($0.factor))" }.joined(separator: " times ")
    }
    let notes = note.map { [$0] } ?? []
    return try layout.svg(
      description: (["Slack by rule, as factors. " + spoken.joined(separator: "; ") + "."] + notes)
        .joined(separator: " "),
      legend: legend, notes: notes)
  }

  private static func total(_ row: Row) throws(PlotError) -> Double {
    var total = 1.0
    for (index, step) in row.steps.enumerated() {
      guard !step.rule.isEmpty else { throw .missingText("\(row.name): rule \(index)") }
      guard step.factor.isFinite else { throw .notFinite(series: "\(row.name), \(step.rule)", index: index) }
      guard step.factor >= 1 - 1e-9 else {
        throw .factorBelowOne(row: row.name, rule: step.rule, value: step.factor)
      }
      total *= max(1, step.factor)
      guard total <= 1e300 else { throw .beyondRange(series: row.name, index: index, value: total) }
    }
    return total
  }

  /// Rules in order of first use, and the fill of each.
  private func colours() -> (rules: [String], fills: [String: Palette.Colour]) {
    var rules: [String] = []
    var slack: [String: Double] = [:]
    for step in rows.flatMap(\.steps) {
      if slack[step.rule] == nil { rules.append(step.rule) }
      slack[step.rule, default: 0] += PowersOfTen.logarithm(max(1, step.factor))
    }
    let limit = 2 * Palette.series.count - 1
    // Stable: equal slack keeps the order of first use.
    let ranked = rules.indices.sorted { left, right in
      (-(slack[rules[left]] ?? 0), left) < (-(slack[rules[right]] ?? 0), right)
    }
    let kept = rules.count <= limit + 1 ? Set(rules) : Set(ranked.prefix(limit).map { rules[$0] })
    var fills: [String: Palette.Colour] = [:]
    for rule in rules where kept.contains(rule) { fills[rule] = Palette.fill(fills.count) }
    return (rules, fills)
  }
}
