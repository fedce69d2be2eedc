import Foundation

/// A line of a journal: a trial of a series.
struct JournalRecord: Codable {
  let series: Int
  let trial: TrialRecord

  private enum CodingKeys: String, CodingKey {
    case series, trial, kappa, verdicts, ratios, labels, quantities, failure, proven, causes
  }

  /// A letter for each verdict.
  private static let letters: [Verdict: Character] = [
    .holds: "h", .violated: "x", .touching: "t", .undecided: "u", .vacuous: "v", .inapplicable: "i",
  ]
  private static let verdicts: [Character: Verdict] = [
    "h": .holds, "x": .violated, "t": .touching, "u": .undecided, "v": .vacuous, "i": .inapplicable,
  ]

  init(_ trial: TrialRecord, series: Int) {
    self.trial = trial
    self.series = series
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    series = try container.decode(Int.self, forKey: .series)
    let letters = try container.decode(String.self, forKey: .verdicts)
    let verdicts = try letters.map { letter in
      guard let verdict = Self.verdicts[letter] else {
        throw DecodingError.dataCorruptedError(
          forKey: .verdicts, in: container, debugDescription: "'\(letter)' is no verdict: h, x, t, u, v or i is")
      }
      return verdict
    }
    trial = TrialRecord(
      index: try container.decode(Int.self, forKey: .trial),
      conditionNumber: try container.decode(Double?.self, forKey: .kappa), verdicts: verdicts,
      ratios: try container.decode([Double?].self, forKey: .ratios),
      labels: try container.decode([String].self, forKey: .labels),
      quantities: try container.decodeIfPresent([Double?].self, forKey: .quantities) ?? [],
      failure: try container.decodeIfPresent(String.self, forKey: .failure),
      proven: try container.decodeIfPresent(ProvenRecord.self, forKey: .proven),
      causes: try container.decodeIfPresent([UndecidedCause?].self, forKey: .causes) ?? [])
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(series, forKey: .series)
    try container.encode(trial.index, forKey: .trial)
    // JSON has no infinity.
    try container.encode(trial.conditionNumber.flatMap { $0.isFinite ? $0 : nil }, forKey: .kappa)
    try container.encode(String(trial.verdicts.compactMap { Self.letters[$0] }), forKey: .verdicts)
    try container.encode(trial.ratios, forKey: .ratios)
    try container.encode(trial.labels, forKey: .labels)
    if !trial.quantities.isEmpty { try container.encode(trial.quantities, forKey: .quantities) }
    try container.encodeIfPresent(trial.failure, forKey: .failure)
    try container.encodeIfPresent(trial.proven, forKey: .proven)
    if !trial.causes.isEmpty { try container.encode(trial.causes, forKey: .causes) }
  }
}
