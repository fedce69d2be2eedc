import BoundKernel
import Foundation
import Plotting
import Theorems
import Verification

/// The plots of one theorem: what its bound loses against the sizes of the networks, against κ, and by rule.
struct TheoremPlots {
  let position: Int
  let categories: [String]

  /// A trial on which the bound is compared with κ.
  struct Point {
    let trial: TrialRecord
    let conditionNumber: Double
    /// bound/κ of an upper bound, κ/bound of a lower one.
    let slack: Double
  }

  private let summary: TheoremSummary
  private let points: [Point]

  init(_ summary: TheoremSummary, at position: Int, _ trials: [TrialRecord], categories: [String]) {
    self.position = position
    self.categories = categories
    self.summary = summary
    points = trials.compactMap { trial in
      guard let κ = trial.conditionNumber, let ratio = trial.ratios[position], ratio > 0,
        [.holds, .violated, .touching].contains(trial.verdicts[position])
      else { return nil }
      // Touching bounds lie on either side of κ by rounding, which is no loss and no gain.
      let slack = summary.slack(ratio)
      let isRounding = trial.verdicts[position] == .touching && summary.theorem.relation != .equality
      return Point(trial: trial, conditionNumber: κ, slack: isRounding ? max(1, slack) : slack)
    }
  }

  private var theorem: Theorem { summary.theorem }

  /// On how many networks the bound is +∞.
  private var vacuous: Int { summary[.vacuous] }

  /// What is plotted.
  var quantity: String { theorem.relation == .lower ? "κ / bound" : "bound / κ" }

  /// Its axis; what no plot can show is left out and counted.
  private var axis: Axis { Axis(quantity, .logarithmic, including: [1], unplottable: .gap) }

  /// The slack of every trial.
  var samples: [Double] { points.map(\.slack) }

  /// Whether there is anything to see.
  var isWorthwhile: Bool { theorem.relation != .equality && points.count >= 20 }

  /// Slack against each number that labels the trials; the label's name first.
  ///
  /// - Throws: `PlotError`.
  func bySize() throws(PlotError) -> [(name: String, title: String, svg: String)] {
    var plots: [(name: String, title: String, svg: String)] = []
    for label in NumericLabel.allCases {
      guard let place = categories.firstIndex(of: label.rawValue) else { continue }
      let groups = QuantileGroups(
        points.compactMap { point in Int(point.trial.labels[place]).map { ($0, point.slack) } }
      ).groups
      guard groups.count > 1 else { continue }
      let title = "\(theorem.identifier): \(vacuous > 0 ? "where it's finite, " : "")\(Self.trend(groups, label))"
      let plot = LinePlot(
        title: title, horizontal: Axis(label.title, .integer),
        vertical: axis,
        series: [
          LinePlot.Series(
            "median",
            groups.map { LinePlot.Point(x: Double($0.key), value: $0.median, lower: $0.lower, upper: $0.upper) })
        ], note: "Band: 5th to 95th percentile" + (vacuous > 0 ? " of the networks on which the bound is finite." : ".")
      )
      plots.append((label.rawValue, title, try plot.svg()))
    }
    return plots
  }

  /// How the median moves, in words.
  static func trend(_ groups: [QuantileGroups.Group], _ label: NumericLabel) -> String {
    guard let first = groups.first, let last = groups.last else { return "" }
    let number = { (value: Double) in ReportNumber.text(value, digits: 3) }
    let (low, high) = (groups.map(\.median).min() ?? 1, groups.map(\.median).max() ?? 1)
    if high < 1.05 * low { return "the median loss is at most \(number(high)) at every \(label.words)" }
    if last.median == high, first.median == low {
      return
        "the median loss grows from \(number(low)) at \(label.words) \(first.key) to \(number(high)) at \(last.key)"
    }
    if last.median == low, first.median == high {
      return
        "the median loss falls from \(number(high)) at \(label.words) \(first.key) to \(number(low)) at \(last.key)"
    }
    return "the median loss is \(number(low)) to \(number(high)), depending on \(label.words)"
  }

  /// Slack against κ, a point a network.
  ///
  /// - Throws: `PlotError`.
  func byConditionNumber() throws(PlotError) -> (title: String, svg: String) {
    let kinds: [(Verdict, String)] = [
      (.holds, "holds"), (.touching, "touching: equal to rounding"), (.violated, "violated"),
    ]
    let series = kinds.compactMap { verdict, name in
      let chosen = points.filter { $0.trial.verdicts[position] == verdict && $0.conditionNumber.isFinite }
      return chosen.isEmpty
        ? nil : ScatterPlot.Series(name, chosen.map { ScatterPlot.Point(x: $0.conditionNumber, y: $0.slack) })
    }
    let factor = ReportNumber.short(Closeness.factor)
    let title =
      "\(theorem.identifier): within a factor of \(factor) of κ on \(Closeness(summary, networks: summary.trials).share) "
      + "of the networks it speaks of"
      + (vacuous > 0 ? ", +∞ on \(ReportNumber.percent(vacuous, of: summary.trials))" : "")
    let plot = ScatterPlot(
      title: title, horizontal: Axis("κ(G)", .logarithmic, unplottable: .gap), vertical: axis,
      series: series)
    return (title, try plot.svg())
  }

  /// Which rules lose how much.
  ///
  /// - Throws: `PlotError`.
  static func waterfall(
    _ profiles: [(name: String, profile: SlackProfile)], title: String
  ) throws(PlotError) -> String {
    try WaterfallPlot(
      title: title, axisTitle: "bound / κ, geometric mean",
      rows: profiles.map { name, profile in
        WaterfallPlot.Row(
          name, profile.steps.filter(\.isVisible).map { WaterfallPlot.Step($0.rules, $0.factor) })
      },
      note: "Over the first \(profiles.map(\.profile.trials).max() ?? 0) networks on which each bound is finite. "
        + "Rules that lose less than 0.05 % aren't shown."
    ).svg()
  }
}
