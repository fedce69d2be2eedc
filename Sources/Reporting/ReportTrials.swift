public import Verification

/// What a report needs of the single trials of a check, besides their summary; in bounded memory.
public struct ReportTrials: Sendable {
  /// How many trials of each series the plots show: those with the lowest numbers.
  static let shown = 20_000

  private var trials: [Int: [TrialRecord]] = [:]
  private var extremes: [Int: [ExtremeTrials]] = [:]

  /// Nothing yet.
  public init() {}

  /// Takes a trial of the series at a position.
  public mutating func record(_ trial: TrialRecord, series: Int) {
    if trial.index < Self.shown { trials[series, default: []].append(trial) }
    if extremes[series] == nil { extremes[series] = trial.verdicts.map { _ in ExtremeTrials() } }
    for position in trial.verdicts.indices where trial.verdicts[position] == .holds {
      guard let ratio = trial.ratios[position] else { continue }
      extremes[series]?[position].record(ratio, trial)
    }
  }

  /// The shown trials of a series, in the order of their numbers.
  func shown(ofSeries series: Int) -> [TrialRecord] { (trials[series] ?? []).sorted { $0.index < $1.index } }

  /// The extreme trials of a theorem.
  func extremes(ofSeries series: Int, theorem: Int) -> ExtremeTrials {
    extremes[series]?[theorem] ?? ExtremeTrials()
  }
}

/// The trials with the least and the greatest bound/κ; of equal ones those with the lower number.
struct ExtremeTrials: Sendable {
  /// A trial with its bound/κ.
  struct Entry: Sendable {
    let trial: TrialRecord
    let ratio: Double
  }

  private static let count = 3
  /// Ascending.
  private(set) var least: [Entry] = []
  /// Descending.
  private(set) var greatest: [Entry] = []

  mutating func record(_ ratio: Double, _ trial: TrialRecord) {
    let entry = Entry(trial: trial, ratio: ratio)
    Self.insert(entry, in: &least) { ($0.ratio, $0.trial.index) < ($1.ratio, $1.trial.index) }
    Self.insert(entry, in: &greatest) { (-$0.ratio, $0.trial.index) < (-$1.ratio, $1.trial.index) }
  }

  private static func insert(_ entry: Entry, in list: inout [Entry], before: (Entry, Entry) -> Bool) {
    if list.count == count, !before(entry, list[count - 1]) { return }
    let place = list.firstIndex { before(entry, $0) } ?? list.count
    list.insert(entry, at: place)
    if list.count > count { list.removeLast() }
  }
}
