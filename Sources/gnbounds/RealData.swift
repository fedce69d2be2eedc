import DataFormats
import LinearAlgebra
import Networks
import RandomStreams
import Theorems
import Verification

/// Real inputs as the options say: read, made gray and smaller, drawn without replacement, prepared.
struct RealData {
  let moment: InputMoment
  /// The samples themselves, where a family is asked for whose κ depends on them.
  let samples: SampleData?
  /// Their covariance, where a family is asked for that normalises batches: the mean is subtracted whether asked for or not.
  let covariance: InputMoment?
  /// The samples as images, where a family is asked for that takes them.
  let images: ImageBatch?
  /// Why there are none, where that family is asked for.
  let imageFault: UsageError?
  /// The options that give it again.
  let arguments: [String]
  /// What is known of it, for the first lines of the output.
  let description: String
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
    for option in ["--inputs", "--moment", "--points", "--covariance", "--pixels", "--axes", "--images"]
    where arguments.has(option) {
      throw UsageError("\(option) is about synthetic data; \(path) decides it here")
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
    do {
      var workspace = Workspace()
      moment = try InputMoment(samples: matrix, preparation, &workspace)
      samples = families.contains(.relu) ? try SampleData(samples: matrix, preparation, &workspace) : nil
      var centered = preparation
      centered.centered = true
      covariance =
        families.contains(.batchnorm)
        ? preparation == centered ? moment : try InputMoment(samples: matrix, centered, &workspace) : nil
    } catch { throw UsageError("\(path): \(error.description)") }
    if families.contains(.conv) {
      do { (images, imageFault) = (try Self.images(path, table, matrix, preparation), nil) } catch {
        (images, imageFault) = (nil, error)
      }
    } else {
      (images, imageFault) = (nil, nil)
    }
    var digest = Digest()
    digest.add("\(matrix.rows)×\(matrix.columns)")
    digest.add(matrix.elements)
    self.digest = digest.description
    self.arguments =
      try ["--data", path] + Self.values.flatMap { name in try arguments.single(name).map { [name, $0] } ?? [] }
      + Self.flags.filter(arguments.has)
    let size = table.sampleShape.count > 1 ? " (\(table.sampleShape.map(String.init).joined(separator: "×")))" : ""
    description =
      "\(path): \(Format.count(moment.samples)) samples of \(Format.count(moment.features)) features\(size), "
      + "rank \(moment.rank)" + (preparation.whitened ? ", whitened" : "")
  }

  /// The chosen samples as images, a plane a channel.
  ///
  /// - Throws: `UsageError` when samples aren't images, or are whitened: white coordinates are no pixels.
  private static func images(
    _ path: String, _ table: NumericTable, _ matrix: Matrix, _ preparation: InputPreparation
  ) throws(UsageError) -> ImageBatch {
    guard !preparation.whitened else {
      throw UsageError("--whiten leaves no images, which the family conv takes: use --family to leave it out")
    }
    let pixels = preparation.applied(to: matrix)
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
