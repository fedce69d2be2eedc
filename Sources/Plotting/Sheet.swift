/// What all plots share: the width of the sheet, the wrapped title on top, notes at the bottom.
///
/// A sheet is 600 units wide with text of 17 units, so that a telephone 360 pixels wide shows it at 10 pixels.
enum Sheet {
  static let width = 600.0
  static let margin = 16.0
  static let textSize = 17.0
  static let noteSize = 15.0
  static let titleSize = 20.0
  private static let titleLine = 26.0
  private static let noteLine = 20.0

  /// Draws the title.
  ///
  /// - Returns: the lower edge.
  static func drawTitle(_ title: String, in document: inout SVGDocument) -> Double {
    let lines = TextMetrics.balanced(title, size: titleSize, limit: width - 2 * margin, bold: true)
    for (index, line) in lines.enumerated() {
      document.text(line, x: margin, y: 32 + titleLine * Double(index), size: titleSize, bold: true)
    }
    return 40 + titleLine * Double(lines.count - 1)
  }

  /// Draws wrapped notes below `top`.
  ///
  /// - Returns: the lower edge.
  static func drawNotes(_ notes: [String], in document: inout SVGDocument, top: Double) -> Double {
    let lines = notes.flatMap { TextMetrics.wrapped($0, size: noteSize, limit: width - 2 * margin) }
    for (index, line) in lines.enumerated() {
      document.text(
        line, x: margin, y: top + 14 + noteLine * Double(index), size: noteSize, colour: Palette.quiet)
    }
    return top + noteLine * Double(lines.count)
  }

  /// The note on values left out, none where nothing is missing.
  static func gapNote(_ count: Int) -> [String] {
    switch count {
    case 0: []
    case 1: ["1 value isn't shown: not finite, or not positive on a logarithmic axis."]
    default: ["\(NumberText.count(count)) values aren't shown: not finite, or not positive on a logarithmic axis."]
    }
  }

  /// Refuses missing titles and names that are empty or occur twice.
  static func check(title: String, names: [String]) throws(PlotError) {
    guard title.contains(where: { !$0.isWhitespace }) else { throw .missingText("title of the plot") }
    var seen: Set<String> = []
    for (index, name) in names.enumerated() {
      guard !name.isEmpty else { throw .missingText("\(title): name \(index)") }
      guard seen.insert(name).inserted else { throw .duplicateName(name) }
    }
  }

  /// Draws a horizontal axis with its grid from `top` to `bottom`, tick labels and title below.
  ///
  /// A label that would touch the one before is left out.
  /// - Returns: the lower edge.
  static func drawHorizontalAxis(
    _ ticks: Ticks, scale: Scale, title: String, in document: inout SVGDocument, top: Double, bottom: Double
  ) -> Double {
    let lines = ticks.major.map { tick in
      let x = NumberText.coordinate(scale.position(of: tick.value))
      return "M\(x) \(NumberText.coordinate(top))V\(NumberText.coordinate(bottom + 6))"
    }
    document.stroke(lines.joined(), colour: Palette.grid, width: 1)
    if !ticks.minor.isEmpty {
      let small = ticks.minor.map { value in
        "M\(NumberText.coordinate(scale.position(of: value))) \(NumberText.coordinate(bottom))v4"
      }
      document.stroke(small.joined(), colour: Palette.quiet, width: 1)
    }
    var free = -Double.infinity
    for tick in ticks.major {
      let half = TextMetrics.width(tick.label, size: textSize) / 2
      let x = min(scale.position(of: tick.value), width - 4 - half)
      guard x - half >= free else { continue }
      free = x + half + 6
      document.text(tick.label, x: x, y: bottom + 23, anchor: .middle)
    }
    let wrapped = TextMetrics.wrapped(title, size: textSize, limit: width - 2 * margin)
    let centre = (scale.start + scale.end) / 2
    for (index, line) in wrapped.enumerated() {
      let half = TextMetrics.width(line, size: textSize) / 2
      let x = max(margin + half, min(centre, width - margin - half))
      document.text(line, x: x, y: bottom + 48 + 22 * Double(index), anchor: .middle)
    }
    return bottom + 56 + 22 * Double(wrapped.count - 1)
  }
}
