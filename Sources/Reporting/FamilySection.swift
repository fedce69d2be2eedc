import BoundKernel
import Falsification
import Foundation
import Plotting
import Theorems
import Verification

/// What the overview says of one family: all its bounds side by side, where they lose, and what the generator reached.
struct FamilySection {
  let lines: [String]
  let plots: [ReportFile]

  /// Larger ratios are drawn here, so that those near 1 can be told apart.
  private static let clip = 1e4

  init(_ report: Report, _ series: SeriesResult, _ trials: [TrialRecord]) throws {
    let family = series.family
    var lines = ["## \(report.heading(family))", ""]
    var files: [ReportFile] = []
    func add(_ name: String, _ alternative: String, _ svg: String) {
      let path = "\(Report.plots)/\(family.rawValue)-\(name).svg"
      files.append(ReportFile(path, svg))
      lines.append(contentsOf: ["![\(alternative)](\(path))", ""])
    }
    if let (title, svg) = try Self.distribution(series, trials) { add("distribution", title, svg) }
    if let (title, svg) = try Self.waterfall(series, report.slack) { add("slack", title, svg) }
    if let (title, svg) = try Self.coverage(series, trials) { add("coverage", title, svg) }
    lines += Self.quantityTable(series) + Self.coverageTable(series)
    self.lines = lines
    plots = files
  }

  private static func distribution(
    _ series: SeriesResult, _ trials: [TrialRecord]
  ) throws(PlotError) -> (title: String, svg: String)? {
    var distributions: [DistributionPlot.Series] = []
    var isClipped = false
    var best: (name: String, percentile: Double)?
    for (position, summary) in series.summaries.enumerated() where summary.theorem.relation == .upper {
      let plots = TheoremPlots(summary, at: position, trials, categories: series.categories)
      guard plots.isWorthwhile else { continue }
      let samples = plots.samples
      if samples.contains(where: { $0 > clip }) { isClipped = true }
      distributions.append(.init(summary.theorem.identifier, samples.map { min($0, clip) }))
      guard let quantiles = summary.quantiles else { continue }
      if best.map({ quantiles.percentile95 < $0.percentile }) ?? true {
        best = (summary.theorem.identifier, quantiles.percentile95)
      }
    }
    guard !distributions.isEmpty, let best else { return nil }
    let title =
      "\(best.name)\(distributions.count == 1 ? "" : " is tightest"): 95\u{a0}% of networks within "
      + "\(ReportNumber.text(best.percentile, digits: 3)) κ"
    let plot = DistributionPlot(
      title: title, horizontal: DistributionPlot.tightnessAxis(),
      verticalTitle: "Share of the networks on which it's finite", series: distributions,
      note: isClipped ? "Values above 10⁴ are drawn at 10⁴." : nil)
    return (title, try plot.svg())
  }

  private static func waterfall(
    _ series: SeriesResult, _ slack: [String: SlackProfile]
  ) throws(PlotError) -> (title: String, svg: String)? {
    let profiles = series.summaries.compactMap { summary in
      slack[summary.theorem.identifier].map { (name: summary.theorem.identifier, profile: $0) }
    }
    guard !profiles.isEmpty else { return nil }
    let worst = profiles.compactMap { name, profile in profile.worst.map { (name: name, step: $0) } }.max {
      $0.step.factor < $1.step.factor
    }
    let title =
      worst.map {
        "Most is lost by \($0.step.rules) in \($0.name): × \(ReportNumber.text($0.step.factor, digits: 3))"
      } ?? "No rule loses anything"
    return (title, try TheoremPlots.waterfall(profiles, title: title))
  }

  /// How many networks of each decade of κ, by depth or by whatever number labels them.
  private static func coverage(
    _ series: SeriesResult, _ trials: [TrialRecord]
  ) throws(PlotError) -> (title: String, svg: String)? {
    guard let κ = series.categories.firstIndex(of: "conditionNumber"),
      let label = NumericLabel.allCases.first(where: { series.categories.contains($0.rawValue) }),
      let place = series.categories.firstIndex(of: label.rawValue)
    else { return nil }
    struct Cell: Hashable {
      let decade: String
      let key: Int
    }
    var counts: [Cell: Int] = [:]
    var decades: [String: Double] = [:]
    for trial in trials {
      guard let key = Int(trial.labels[place]), let value = trial.conditionNumber else { continue }
      let decade = trial.labels[κ]
      counts[Cell(decade: decade, key: key), default: 0] += 1
      decades[decade] = min(decades[decade] ?? .infinity, value)
    }
    let bins = Self.bins(Set(counts.keys.map(\.key)).sorted())
    let rows = decades.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
    guard !bins.isEmpty, !rows.isEmpty else { return nil }
    let values: [[Double?]] = rows.map { row in
      bins.map { keys in
        let count = keys.reduce(0) { $0 + (counts[Cell(decade: row, key: $1)] ?? 0) }
        return count > 0 ? Double(count) : nil
      }
    }
    let filled = values.reduce(0) { $0 + $1.count { $0 != nil } }
    let title = "The generator reaches \(filled) of \(rows.count * bins.count) combinations of κ and \(label.words)"
    let plot = HeatMap(
      title: title, columnTitle: label.title,
      columns: bins.map { $0.count == 1 ? "\($0[0])" : "\($0[0])–\($0[$0.count - 1])" }, rowTitle: "κ(G)", rows: rows,
      values: values, colour: Axis("networks", .logarithmic),
      note: filled < rows.count * bins.count ? "Without a value: none was drawn." : nil)
    return (title, try plot.svg())
  }

  /// At most a dozen groups of neighbouring keys.
  private static func bins(_ keys: [Int]) -> [[Int]] {
    let size = keys.count <= 12 ? 1 : (keys.count + 5) / 6
    return stride(from: 0, to: keys.count, by: size).map { Array(keys[$0..<min($0 + size, keys.count)]) }
  }

  /// What is measured of every network besides κ.
  private static func quantityTable(_ series: SeriesResult) -> [String] {
    var table = MarkdownTable(["measured besides κ", "networks", "5 %", "median", "95 %"])
    for (name, distribution) in series.quantities {
      guard let values = distribution.quantiles([0.05, 0.5, 0.95]) else { continue }
      table.append([name, CountText.text(distribution.count)] + values.map { ReportNumber.text($0) })
    }
    return table.isEmpty ? [] : table.lines + [""]
  }

  private static func coverageTable(_ series: SeriesResult) -> [String] {
    let counts = series.coverage.counts
    guard !counts.isEmpty else { return [] }
    var table = MarkdownTable(["what", "share of the networks"], textColumns: [0, 1])
    for category in counts.keys.sorted() {
      let labels = counts[category] ?? [:]
      let total = labels.values.reduce(0, +)
      let shares = labels.keys.sorted { $0.compare($1, options: .numeric) == .orderedAscending }.map {
        "\($0): \(ReportNumber.percent(labels[$0] ?? 0, of: total))"
      }
      table.append([category, shares.joined(separator: ", ")])
    }
    return ["<details><summary>What the generator drew</summary>", ""] + table.lines + ["", "</details>", ""]
  }
}
