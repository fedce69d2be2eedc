/// Horizontal bars one below the other, each with a line of text above it: name left, value right.
///
/// Names above bars leave the bars the whole width, on a telephone too.
struct RowLayout {
  struct Row {
    let name: String
    let value: String
    let segments: [(from: Double, to: Double, fill: Palette.Colour, label: String?)]
  }

  private static let barHeight = 20.0
  private static let nameLine = 22.0

  let title: String
  let axis: Axis
  let ticks: Ticks
  let rows: [Row]

  func svg(
    description: String, legend entries: [(sample: Legend.Sample, name: String)], notes: [String]
  ) throws(PlotError) -> String {
    var document = SVGDocument()
    let top = Sheet.drawTitle(title, in: &document) + 8
    let first = ticks.major.first.map { TextMetrics.width($0.label, size: Sheet.textSize) / 2 } ?? 0
    let last = ticks.major.last.map { TextMetrics.width($0.label, size: Sheet.textSize) / 2 } ?? 0
    let scale = try Scale(
      axis.kind, domain: ticks.domain, from: max(Sheet.margin, first + 4),
      to: Sheet.width - max(Sheet.margin, last + 4))
    let names = rows.map { row in
      TextMetrics.wrapped(
        row.name, size: Sheet.textSize,
        limit: Sheet.width - 2 * Sheet.margin - 16 - TextMetrics.width(row.value, size: Sheet.textSize, bold: true))
    }
    let heights = names.map { Self.nameLine * Double($0.count) + Self.barHeight + 12 }
    let bottom = top + heights.reduce(0, +)
    var y = Sheet.drawHorizontalAxis(ticks, scale: scale, title: axis.title, in: &document, top: top, bottom: bottom)
    var references: [(sample: Legend.Sample, name: String)] = []
    for reference in axis.references {
      let x = scale.position(of: reference.value)
      document.stroke(Marks.polyline([(x, top), (x, bottom)]), colour: Palette.quiet, width: 1.5, dash: "2 4")
      references.append((.line(colour: Palette.quiet, dash: "2 4", marker: nil), reference.label))
    }
    var rowTop = top
    for (index, row) in rows.enumerated() {
      let bar = rowTop + Self.nameLine * Double(names[index].count)
      // The grid passes behind text only under a white ground.
      document.rectangle(
        x: 0, y: rowTop - 1, width: Sheet.width, height: bar - rowTop - 2, fill: Palette.white.hexadecimal)
      for (line, name) in names[index].enumerated() {
        document.text(name, x: Sheet.margin, y: rowTop + 14 + Self.nameLine * Double(line))
      }
      document.text(row.value, x: Sheet.width - Sheet.margin, y: rowTop + 14, anchor: .end, bold: true)
      draw(row, scale, bar, in: &document)
      rowTop += heights[index]
    }
    document.stroke(
      Marks.polyline([(scale.start, bottom), (scale.end, bottom)]), colour: Palette.quiet, width: 1)
    let legend = Legend(entries + references, left: Sheet.margin, right: Sheet.width - Sheet.margin)
    legend.draw(in: &document, top: y)
    y = Sheet.drawNotes(notes, in: &document, top: y + legend.height)
    return document.text(width: Sheet.width, height: y + 12, title: title, description: description)
  }

  private func draw(_ row: Row, _ scale: Scale, _ top: Double, in document: inout SVGDocument) {
    for segment in row.segments {
      let (left, right) = (scale.position(of: segment.from), scale.position(of: segment.to))
      // Thinner than a tenth of a unit nothing would be seen.
      guard right - left >= 0.1 else { continue }
      document.rectangle(
        x: left, y: top, width: right - left, height: Self.barHeight, fill: segment.fill.hexadecimal,
        stroke: right - left > 4 ? Palette.white : nil)
      if let label = segment.label, TextMetrics.width(label, size: 14) + 6 <= right - left {
        document.text(
          label, x: (left + right) / 2, y: top + 15, size: 14, anchor: .middle,
          colour: segment.fill.isDark ? Palette.white : Palette.text)
      }
    }
    let start = scale.position(of: row.segments.first?.from ?? scale.domain.lowerBound)
    document.stroke(
      Marks.polyline([(start, top - 1), (start, top + Self.barHeight + 1)]), colour: Palette.text, width: 1.5)
  }
}
