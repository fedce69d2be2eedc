import BoundKernel
import LinearAlgebra
public import Theorems

/// The first line of a journal: all that decides what its trials yield, so that none are mixed that don't belong together.
public struct JournalHeader: Sendable, Hashable, Codable {
  /// Trials of one distribution.
  struct Series: Sendable, Hashable, Codable {
    /// A theorem with its formula: one that has been changed is another.
    struct Statement: Sendable, Hashable, Codable {
      let id: String
      let formula: String
    }

    let name: String
    /// How many trials, on all shards together.
    let trials: Int
    /// The theorems whose verdicts and ratios a record tells, in order.
    let theorems: [Statement]
    /// What the labels of a record tell, in order.
    let labels: [String]
    /// What its quantities tell, in order; absent where nothing is measured besides κ.
    let quantities: [String]?
  }

  /// What the file is.
  let schema: String
  /// The version of gnbounds.
  let version: String
  /// The seed of everything random.
  let seed: UInt64
  /// The part of the trials that the journal is for.
  public let shard: Shard
  /// The command that gives the same trials, without what only concerns the journal.
  public let arguments: [String]
  /// A digest of real data's values.
  let data: String?
  /// LAPACK and BLAS, whose rounding decides the last bits.
  let linearAlgebra: String
  /// The series of trials, in order.
  let series: [Series]
  /// A digest of everything but the shard and the data's path.
  let digest: String

  static let schema = "gnbounds.journal/1"

  /// The header of a check's journal.
  ///
  /// - Parameters:
  ///   - arguments: what fixes the check on the command line, in a fixed order.
  ///   - data: a digest of real data.
  /// - Throws: `TheoremError` when a theorem can't be evaluated.
  public init(_ check: Check, version: String, arguments: [String], data: String?) throws(TheoremError) {
    schema = Self.schema
    self.version = version
    seed = check.seed
    shard = check.shard
    self.arguments = arguments
    self.data = data
    linearAlgebra = BLAS.description
    let series = try check.series().map { series in
      Series(
        name: series.name, trials: series.trials,
        theorems: series.theorems.map {
          Series.Statement(id: $0.identifier, formula: $0.formula(.text))
        }, labels: series.categories, quantities: series.quantities.isEmpty ? nil : series.quantities)
    }
    self.series = series
    var digest = Digest()
    digest.add(version)
    digest.add(String(seed))
    digest.add(data ?? "")
    digest.add(linearAlgebra)
    for (option, values) in Self.options(arguments) where option != "--data" {
      digest.add(option)
      for value in values { digest.add(value) }
    }
    for part in series {
      for text in [part.name, String(part.trials)] + part.theorems.flatMap({ [$0.id, $0.formula] }) + part.labels
        + (part.quantities ?? [])
      {
        digest.add(text)
      }
    }
    self.digest = digest.description
  }

  /// Arguments as options with their values, in order.
  private static func options(_ arguments: [String]) -> [(option: String, values: [String])] {
    var options: [(option: String, values: [String])] = []
    for argument in arguments {
      if argument.hasPrefix("--") || options.isEmpty {
        options.append((argument, []))
      } else {
        options[options.count - 1].values.append(argument)
      }
    }
    return options
  }

  /// The first thing in which the check of a journal differs from this one, shards apart; nil for the same check.
  func difference(from other: JournalHeader) -> String? {
    func differing(_ name: String, _ mine: String?, _ theirs: String?) -> String? {
      mine == theirs ? nil : "\(name): \(theirs ?? "absent") there, \(mine ?? "absent") here"
    }
    let options = { (header: JournalHeader) in
      Dictionary(Self.options(header.arguments).map { ($0.option, $0.values.joined(separator: " ")) }) {
        "\($0), \($1)"
      }
    }
    let (mine, theirs) = (options(self), options(other))
    let names = Set(mine.keys).union(theirs.keys).subtracting(data == other.data ? ["--data"] : []).sorted()
    let named = names.lazy.compactMap { name in
      let text = { (value: String?) in value.map { $0.isEmpty ? "given" : $0 } }
      return differing(name, text(mine[name]), text(theirs[name]))
    }.first
    return differing("gnbounds", version, other.version) ?? named
      ?? differing("the data's digest", data, other.data)
      ?? differing("linear algebra", linearAlgebra, other.linearAlgebra)
      ?? differing("seed", String(seed), String(other.seed))
      ?? (series == other.series ? nil : "the theorems' statements or the trials' labels have changed")
      ?? differing("digest", digest, other.digest)
  }
}
