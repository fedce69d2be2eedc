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

  /// Larger ratios aren't drawn, so that those near 1 can be told apart.
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
    var (uppers, lowers) = (0, 0)
    for (position, summary) in series.summaries.enumerated() {
      let plots = TheoremPlots(summary, at: position, trials, categories: series.categories)
      guard plots.isWorthwhile else { continue }
      let samples = plots.samples.filter { $0 <= clip }
      guard !samples.isEmpty else { continue }
      if summary.theorem.relation == .lower { lowers += 1 } else { uppers += 1 }
      distributions.append(.init(summary.theorem.identifier, samples, beyond: trials.count - samples.count))
    }
    guard !distributions.isEmpty, let best = Closeness.best(uppers > 0 ? .upper : .lower, of: series) else {
      return nil
    }
    let title = headline(best, uppers: uppers, lowers: lowers)
    var notes: [String] = []
    if trials.count < series.finished {
      notes.append("Of \(CountText.plural(series.finished, "network")) the first \(CountText.text(trials.count)).")
    }
    if distributions.contains(where: { $0.beyond > 0 }) {
      notes.append(
        "All curves are of the same networks: one levels off below 1 where its bound is +∞, beyond "
          + "\(ReportNumber.text(clip, digits: 1)) κ, undecided or not applicable on the others.")
    }
    let plot = DistributionPlot(
      title: title,
      horizontal: DistributionPlot.tightnessAxis(
        lowers == 0 ? "bound / κ" : uppers == 0 ? "κ / bound" : "bound / κ; of lower bounds κ / bound"),
      verticalTitle: "Share of all networks", series: distributions,
      note: notes.isEmpty ? nil : notes.joined(separator: " "))
    return (title, try plot.svg())
  }

  /// How often the closest bound of its side is close, where so many upper and lower bounds are drawn.
  static func headline(_ best: Closeness, uppers: Int, lowers: Int) -> String {
    let (own, others) = uppers > 0 ? (uppers, lowers) : (lowers, uppers)
    let rivals = own == 1 ? "" : others == 0 ? " most often:" : " most often of the upper bounds:"
    let factor = ReportNumber.short(Closeness.factor)
    return "\(best.summary.theorem.identifier) is within \(factor)\u{a0}κ\(rivals) on \(best.share) of the networks"
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
        "Most is lost by \($0.step.rules) in \($0.name): ×\(NumberText.factor($0.step.factor))"
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
      columns: bins.map { $0.count == 1 ? "\($0[0])" : "\($0[0])–\($0[$0.count - 1])" }, rowTitle: "κ(G)",
      rows: rows.map(CoverageText.label),
      values: values, colour: Axis("networks", .logarithmic),
      note: filled < rows.count * bins.count ? "Without a value: none was drawn." : nil)
    return (title, try plot.svg())
  }

  /// At most a dozen groups of neighbouring keys, of one size where that's possible.
  static func bins(_ keys: [Int]) -> [[Int]] {
    guard keys.count > 12 else { return keys.map { [$0] } }
    // The last group lacks the fewest; of equals the finer groups.
    let sizes = (keys.count + 11) / 12...(keys.count + 5) / 6
    let lacking = { (size: Int) in (size - keys.count % size) % size }
    let size = sizes.min { lacking($0) < lacking($1) } ?? 1
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
      let shares = CoverageText.sorted(labels.keys).map {
        "\(CoverageText.label($0)): \(ReportNumber.percent(labels[$0] ?? 0, of: total))"
      }
      table.append([CoverageText.category(category), shares.joined(separator: ", ")])
    }
    return ["<details><summary>What the generator drew</summary>", ""] + table.lines + ["", "</details>", ""]
  }
}
