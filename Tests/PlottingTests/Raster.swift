import Foundation

@testable import Plotting

/// A plot drawn by librsvg, two pixels a unit; positions are given in units of the sheet.
struct Raster {
  enum Failure: Error { case notDrawn, notReadable }

  static let program = ["/usr/bin/rsvg-convert", "/usr/local/bin/rsvg-convert", "/opt/homebrew/bin/rsvg-convert"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private let width: Int
  private let height: Int
  private let channels: Int
  private var samples: [UInt8]

  init(svg: String) throws {
    guard let program = Raster.program else { throw Failure.notDrawn }
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let (source, target) = (directory.appendingPathComponent("plot.svg"), directory.appendingPathComponent("plot.png"))
    try Data(svg.utf8).write(to: source)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--zoom", "2", "--output", target.path, source.path]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure.notDrawn }
    try self.init(png: [UInt8](Data(contentsOf: target)))
  }

  private init(png: [UInt8]) throws {
    func number(_ offset: Int) -> Int { png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard png.count > 33, png[24] == 8, png[25] == 2 || png[25] == 6, png[28] == 0 else { throw Failure.notReadable }
    width = number(16)
    height = number(20)
    channels = png[25] == 2 ? 3 : 4
    var offset = 8
    var compressed: [UInt8] = []
    while offset + 12 <= png.count {
      let length = number(offset)
      if png[offset + 4..<offset + 8].elementsEqual("IDAT".utf8) {
        compressed += png[offset + 8..<offset + 8 + length]
      }
      offset += length + 12
    }
    let filtered = try Inflate.zlib(compressed)
    let row = width * channels
    guard filtered.count == height * (row + 1) else { throw Failure.notReadable }
    samples = [UInt8](repeating: 0, count: height * row)
    for y in 0..<height {
      for x in 0..<row {
        let left = x >= channels ? Int(samples[y * row + x - channels]) : 0
        let above = y > 0 ? Int(samples[(y - 1) * row + x]) : 0
        let corner = x >= channels && y > 0 ? Int(samples[(y - 1) * row + x - channels]) : 0
        let predicted: Int
        switch filtered[y * (row + 1)] {
        case 0: predicted = 0
        case 1: predicted = left
        case 2: predicted = above
        case 3: predicted = (left + above) / 2
        default:
          let guess = left + above - corner
          let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
          predicted = a <= b && a <= c ? left : b <= c ? above : corner
        }
        samples[y * row + x] = UInt8(truncatingIfNeeded: Int(filtered[y * (row + 1) + 1 + x]) + predicted)
      }
    }
  }

  /// The colour drawn at a place; white outside.
  func colour(_ x: Double, _ y: Double) -> Palette.Colour {
    let (column, row) = (Int(2 * x), Int(2 * y))
    guard (0..<width).contains(column), (0..<height).contains(row) else { return Palette.white }
    let start = (row * width + column) * channels
    return Palette.Colour(red: Int(samples[start]), green: Int(samples[start + 1]), blue: Int(samples[start + 2]))
  }

  /// Whether a colour is drawn at a place, up to rounding and resampling.
  func shows(_ colour: Palette.Colour, at x: Double, _ y: Double) -> Bool {
    let found = self.colour(x, y)
    return abs(found.red - colour.red) < 10 && abs(found.green - colour.green) < 10
      && abs(found.blue - colour.blue) < 10
  }

  /// Whether every pixel is opaque.
  var isOpaque: Bool { channels == 3 || stride(from: 3, to: samples.count, by: 4).allSatisfy { samples[$0] == 255 } }
}
