/// An experiment of [ZSL24] that a page reproduces: networks over a grid of settings, measured one by one.
public protocol Experiment: Sendable {
  /// The name on the command line and of the page.
  var name: String { get }
  /// The title of the page.
  var title: String { get }
  /// What [ZSL24] reports.
  var reported: String { get }
  /// The settings to measure, with every draw.
  func cells(_ scale: ExperimentScale) -> [ExperimentCell]
  /// What was run, in a paragraph.
  func description(_ scale: ExperimentScale) -> String
  /// Measures one setting.
  ///
  /// - Throws: `MatrixError`, `NetworkError`, `MeasurementError` for networks that can't be measured.
  func measure(_ cell: ExperimentCell, _ bench: inout ExperimentBench) throws -> [String: Double]
  /// What is seen in the numbers.
  ///
  /// - Throws: `PlotError`.
  func findings(_ values: ExperimentValues, _ scale: ExperimentScale) throws -> ExperimentFindings
}

extension Experiment {
  /// What names a cell in a journal.
  func identifier(of cell: ExperimentCell) -> String { "\(name) \(cell.identifier)" }
}

/// Every experiment that can be run, in the order of the paper: a new one is a file and a line here.
public enum Experiments {
  /// In order.
  public static let all: [any Experiment] = [
    DepthExperiment(), ProportionalWidthExperiment(), ConvexAndLooseExperiment(), WhiteningExperiment(),
    ResidualExperiment(), SlopeExperiment(), BatchNormExperiment(), ConvolutionExperiment(), LayersExperiment(),
  ]
}

/// How large an experiment is.
public enum ExperimentScale: String, Sendable, Hashable, Codable {
  /// As the committed pages have it: minutes.
  case full
  /// The same on small networks: seconds.
  case quick

  /// How often each setting is drawn.
  var draws: Int { self == .full ? 10 : 3 }
  /// k.
  var outputs: Int { self == .full ? 10 : 3 }
  /// The edge of the images.
  public var edge: Int { self == .full ? 8 : 4 }
  /// d of images of full rank.
  var inputs: Int { edge * edge }
  /// L.
  var depths: ClosedRange<Int> { self == .full ? 1...10 : 1...5 }
  /// Every depth, as ticks of an axis.
  var depthTicks: [Double] { depths.map(Double.init) }
  /// A hidden width that's narrow, but no bottleneck.
  var baseWidth: Int { 2 * inputs }
}

/// A setting of an experiment: numbers by name, and which of several draws it is.
public struct ExperimentCell: Sendable, Hashable {
  /// The numbers, such as width and depth.
  let parameters: [String: Double]
  /// From 0.
  let draw: Int
  /// Parameters that don't choose the random stream: settings that differ in them only see the same random numbers.
  let paired: Set<String>

  /// Every setting with every draw.
  static func grid(
    _ settings: [[String: Double]], draws: Int, paired: Set<String> = []
  ) -> [ExperimentCell] {
    settings.flatMap { setting in
      (0..<draws).map { ExperimentCell(parameters: setting, draw: $0, paired: paired) }
    }
  }

  /// A number of the setting; 0 where it has none of that name.
  subscript(name: String) -> Double { parameters[name] ?? 0 }

  /// A whole number of the setting.
  func integer(_ name: String) -> Int { Int(self[name]) }

  /// The setting in words, the same for every run.
  var identifier: String { words { _ in true } }

  /// The name of the random stream.
  var stream: String { words { !paired.contains($0) } }

  private func words(_ isNamed: (String) -> Bool) -> String {
    let named = parameters.filter { isNamed($0.key) }.sorted { $0.key < $1.key }
    return (named.map { "\($0.key)=\($0.value)" } + ["draw=\(draw)"]).joined(separator: " ")
  }
}

/// What is seen: sentences, tables and plots.
public struct ExperimentFindings {
  /// One sentence with the main number.
  let headline: String
  /// More of them.
  var remarks: [String] = []
  /// Tables in Markdown.
  var tables: [[String]] = []
  /// Plots, by a name for the file.
  var plots: [(name: String, title: String, svg: String)] = []
}
