import DataFormats
import LinearAlgebra
import Networks
import RandomStreams
import Reporting
import Theorems
import Verification

/// Real inputs as the options say: read, made gray and smaller, drawn without replacement, prepared.
struct RealData {
  /// The distributions of the families that are asked for, on these data.
  let ensembles: FamilyEnsembles
  /// Why the data are no images, where the family is asked for that takes them.
  let imageFault: UsageError?
  /// Whether their second moment is the identity by now.
  let isWhitened: Bool
  /// Whether a sample has height and width.
  let hasImages: Bool
  /// The options that give it again.
  let arguments: [String]
  /// What is known of it, for the first lines of the output.
  let description: String
  private let path: String
  /// How many samples are used.
  private let count: Int
  /// Of the values that are used.
  let digest: String

  private static let flags = ["--grayscale", "--center", "--standardize", "--whiten"]
  private static let values = ["--array", "--downsample", "--samples"]

  static let specifications: [OptionSpecification] = [
    .value(
      "--data", "FILE",
      "real inputs in place of synthetic ones, a row a sample: NPY, NPZ, CSV, IDX, CIFAR-10, gzipped or not"),
    .value("--array", "NAME", "the array of an NPZ archive with several"),
    .flag("--grayscale", "make colour images gray"),
    .value("--downsample", "HxW", "make images smaller by means over areas, for example 8x8"),
    .value("--samples", "N", "use N samples of the data, drawn by the seed"),
    .flag("--center", "subtract the data's mean"),
    .flag("--standardize", "subtract the mean, divide by the standard deviation"),
    .flag("--whiten", "make the data's second moment the identity on their range"),
  ]

  /// - Returns: nil when no data are given.
  init?(_ arguments: ParsedArguments, _ families: [NetworkFamily], seed: UInt64) throws {
    guard let path = try arguments.single("--data") else {
      for option in Self.values + Self.flags where arguments.has(option) {
        throw UsageError("\(option) is about real data: give them with --data FILE")
      }
      return nil
    }
    for field in NetworkFamily.allCases.flatMap(EnsembleField.fields)
    where field.isSynthetic && arguments.has(field.option) {
      throw UsageError("\(field.option) is about synthetic data; \(path) decides it here")
    }
    let table = try Self.table(path, arguments)
    let count = try arguments.integer("--samples", atLeast: 1, default: table.rows)
    guard count <= table.rows else {
      throw UsageError("--samples \(count): \(path) has \(table.rows) samples")
    }
    var stream = RandomStream(domain: "samples", seed: seed, index: 0)
    let chosen =
      count < table.rows ? try stream.sampleWithoutReplacement(count, of: table.rows).sorted() : Array(0..<count)
    let matrix = Matrix(rows: count, columns: table.columns) { table.elements[chosen[$0] * table.columns + $1] }
    let preparation = InputPreparation(
      centered: arguments.has("--center"), standardized: arguments.has("--standardize"),
      whitened: arguments.has("--whiten"))
    let prepared = try Self.prepared(path, matrix, preparation, families)
    var ensembles = prepared.ensembles
    var fault: UsageError?
    if families.contains(.conv) {
      do { ensembles.conv.realImages = try Self.images(path, table, matrix, preparation) } catch { fault = error }
    }
    imageFault = fault
    self.ensembles = ensembles
    (self.path, self.count) = (path, count)
    digest = Digest(of: matrix).description
    self.arguments =
      try ["--data", path] + Self.values.flatMap { name in try arguments.single(name).map { [name, $0] } ?? [] }
      + Self.flags.filter(arguments.has)
    let size = table.sampleShape.count > 1 ? " (\(table.sampleShape.map(String.init).joined(separator: "×")))" : ""
    description =
      "\(path): \(CountText.plural(matrix.rows, "sample")) of \(CountText.plural(matrix.columns, "feature"))\(size)"
      + (prepared.rank.map { ", rank \($0)" } ?? "") + (preparation.whitened ? ", whitened" : "")
      + (table.columnNames == nil ? "" : "; the first line taken as column names")
    isWhitened = preparation.whitened
    hasImages = table.sampleShape.count > 1
  }

  /// The distributions of the families that take second moments or samples, and the rank where it's known then.
  private static func prepared(
    _ path: String, _ matrix: Matrix, _ preparation: InputPreparation, _ families: [NetworkFamily]
  ) throws(UsageError) -> (ensembles: FamilyEnsembles, rank: Int?) {
    var ensembles = FamilyEnsembles()
    var workspace = Workspace()
    // Batch normalisation subtracts the mean whether asked for or not.
    var centered = preparation
    centered.centered = true
    do {
      if !Set(families).isDisjoint(with: [.linear, .residual]) {
        let moment = try InputMoment(samples: matrix, preparation, &workspace)
        ensembles.linear.realData = moment
        ensembles.residual.linear.realData = moment
      }
      if families.contains(.relu) {
        ensembles.relu.realData = try SampleData(samples: matrix, preparation, &workspace)
      }
    } catch { throw UsageError("\(path): \(error.description)") }
    if families.contains(.batchnorm) {
      do {
        if preparation == centered, let known = ensembles.linear.realData {
          ensembles.batchnorm.realData = known
        } else {
          ensembles.batchnorm.realData = try InputMoment(samples: matrix, centered, &workspace)
        }
      } catch {
        let advice = families.count > 1 ? "; or leave batchnorm out with --family" : ""
        throw UsageError("\(path): batchnorm: \(error.description)\(advice)")
      }
    }
    return (ensembles, (ensembles.linear.realData ?? ensembles.batchnorm.realData)?.rank)
  }

  /// No network sees more samples than there are.
  ///
  /// - Throws: `UsageError` when more are asked for.
  func limitBatches(_ arguments: ParsedArguments, _ ensembles: inout FamilyEnsembles) throws(UsageError) {
    if let batch = try arguments.single("--batch"),
      try arguments.range("--batch", default: 1...1).upperBound > count
    {
      throw UsageError("--batch \(batch): at most \(CountText.text(count)), the samples of \(path) that are used")
    }
    ensembles.relu.samples = ensembles.relu.samples.clamped(to: 1...count)
    ensembles.conv.samples = ensembles.conv.samples.clamped(to: 1...count)
  }

  /// The chosen samples as images, a plane a channel.
  ///
  /// - Throws: `UsageError` when samples aren't images, or are whitened: white coordinates are no pixels.
  private static func images(
    _ path: String, _ table: NumericTable, _ matrix: Matrix, _ preparation: InputPreparation
  ) throws(UsageError) -> ImageBatch {
    guard !preparation.whitened else {
      throw UsageError("the family conv takes images, and --whiten leaves none")
    }
    let pixels = preparation.applied(to: matrix)
    guard pixels.maximumMagnitude > 0 else {
      throw UsageError("\(path): every pixel of every sample is zero: the family conv needs one image that isn't black")
    }
    do {
      let (planes, shape) = (try table.planePositions(), try table.imageShape())
      return try ImageBatch(
        samples: Matrix(rows: matrix.columns, columns: matrix.rows) { pixels[$1, planes[$0]] },
        channels: shape.channels, height: shape.height, width: shape.width)
    } catch { throw UsageError("\(path): the family conv takes images; \(error)") }
  }

  private static func table(_ path: String, _ arguments: ParsedArguments) throws -> NumericTable {
    var table: NumericTable
    do { table = try DataFile.readTable(atPath: path, member: try arguments.single("--array")) } catch let error
      as DataFormatError
    { throw UsageError(error.description) }
    do {
      if arguments.has("--grayscale") { table = try table.grayscale() }
      if let size = try arguments.single("--downsample") {
        let extents = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard extents.count == 2, let height = extents[0], let width = extents[1] else {
          throw UsageError("--downsample \(size): height x width in pixels is needed, for example 8x8")
        }
        table = try table.downsampled(height: height, width: width)
      }
    } catch let error as ImageError { throw UsageError("\(path): \(error.description)") }
    return table
  }
}
