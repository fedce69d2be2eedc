/// What the marks mean: samples and names in rows below the plot, where they cover no data.
struct Legend {
  /// The look of one entry's sample.
  enum Sample {
    case line(colour: Palette.Colour, dash: String?, marker: Palette.Marker?)
    case marker(Palette.Marker, Palette.Colour)
    case box(Palette.Colour)

    /// The room before the name.
    var width: Double {
      switch self {
      case .line: 40
      case .marker: 22
      case .box: 32
      }
    }
  }

  static let size = 17.0
  private static let rowHeight = 25.0

  private var placed: [(sample: Sample, lines: [String], x: Double, y: Double)] = []
  /// The height of all rows.
  private(set) var height = 0.0

  /// Lays out entries in rows from `left` to `right`; a name that is wider than a row wraps.
  init(_ entries: [(sample: Sample, name: String)], left: Double, right: Double) {
    var x = left
    var row = 0.0
    var linesInRow = 1
    for (sample, name) in entries {
      let lines = TextMetrics.wrapped(name, size: Legend.size, limit: right - left - sample.width)
      let text = lines.map { TextMetrics.width($0, size: Legend.size) }.max() ?? 0
      if x > left && x + sample.width + text > right {
        x = left
        row += Double(linesInRow) * Legend.rowHeight
        linesInRow = 1
      }
      placed.append((sample, lines, x, row))
      linesInRow = max(linesInRow, lines.count)
      x += sample.width + text + 20
    }
    height = entries.isEmpty ? 0 : row + Double(linesInRow) * Legend.rowHeight + 6
  }

  /// Draws the legend with its upper edge at `top`.
  func draw(in document: inout SVGDocument, top: Double) {
    for entry in placed {
      let (x, middle) = (entry.x, top + entry.y + 13)
      switch entry.sample {
      case .line(let colour, let dash, let marker):
        document.stroke(
          Marks.polyline([(x, middle), (x + 32, middle)]), colour: colour, width: 2.5, dash: dash)
        if let marker {
          document.fill(Marks.path(marker, x: x + 16, y: middle, radius: 4.5), colour: colour, edge: Palette.white)
        }
      case .marker(let marker, let colour):
        document.fill(Marks.path(marker, x: x + 7, y: middle, radius: 5.5), colour: colour)
      case .box(let colour):
        document.rectangle(x: x, y: middle - 8, width: 24, height: 16, fill: colour.hexadecimal)
      }
      for (line, text) in entry.lines.enumerated() {
        document.text(text, x: x + entry.sample.width, y: middle + 6 + Double(line) * Legend.rowHeight)
      }
    }
  }
}
