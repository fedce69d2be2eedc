/// Title, two axes with grid, legend and notes around marks in the middle.
struct CartesianFrame {
  let title: String
  let horizontalAxis: Axis
  let verticalAxis: Axis
  let horizontalTicks: Ticks
  let verticalTicks: Ticks
  let horizontal: Scale
  let vertical: Scale

  private let top: Double
  private let bottom: Double
  private let left: Double
  private let right: Double
  private static let areaHeight = 300.0
  /// Keeps marks at the ends of an axis clear of the frame.
  private static let inset = 8.0
  private static let titleLine = 22.0
  private let verticalTitle: [String]
  private var document = SVGDocument()

  init(
    title: String, horizontalAxis: Axis, verticalAxis: Axis, xs: [Double], ys: [Double]
  ) throws(PlotError) {
    self.title = title
    self.horizontalAxis = horizontalAxis
    self.verticalAxis = verticalAxis
    horizontalTicks = try horizontalAxis.ticks(covering: xs, plot: title)
    verticalTicks = try verticalAxis.ticks(covering: ys, plot: title)
    let below = Sheet.drawTitle(title, in: &document)
    verticalTitle = TextMetrics.wrapped(
      verticalAxis.title, size: Sheet.textSize, limit: Sheet.width - 2 * Sheet.margin)
    top = below + 12 + Self.titleLine * Double(verticalTitle.count)
    bottom = top + Self.areaHeight
    let labels = verticalTicks.major.map { TextMetrics.width($0.label, size: Sheet.textSize) }.max() ?? 0
    left = Sheet.margin + labels + 10
    let last = horizontalTicks.major.last.map { TextMetrics.width($0.label, size: Sheet.textSize) / 2 } ?? 0
    right = Sheet.width - max(Sheet.margin, last + 4 - Self.inset)
    horizontal = try Scale(
      horizontalAxis.kind, domain: horizontalTicks.domain, from: left + Self.inset, to: right - Self.inset)
    vertical = try Scale(
      verticalAxis.kind, domain: verticalTicks.domain, from: bottom - Self.inset, to: top + Self.inset)
  }

  /// The place of a point.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (horizontal.position(of: x), vertical.position(of: y))
  }

  /// The whole file: axes, then `marks`, then legend and notes.
  func svg(
    description: String, legend entries: [(sample: Legend.Sample, name: String)], notes: [String],
    marks: (inout SVGDocument) -> Void
  ) -> String {
    var document = document
    drawVerticalAxis(in: &document)
    var y = Sheet.drawHorizontalAxis(
      horizontalTicks, scale: horizontal, title: horizontalAxis.title, in: &document, top: top, bottom: bottom)
    let corner = (NumberText.coordinate(left), NumberText.coordinate(bottom))
    document.stroke(
      "M\(corner.0) \(NumberText.coordinate(top))V\(corner.1)H\(NumberText.coordinate(right))", colour: Palette.quiet,
      width: 1)
    let references = drawReferences(in: &document)
    marks(&document)
    let legend = Legend(entries + references, left: Sheet.margin, right: Sheet.width - Sheet.margin)
    legend.draw(in: &document, top: y)
    y = Sheet.drawNotes(notes, in: &document, top: y + legend.height)
    return document.text(width: Sheet.width, height: y + 12, title: title, description: description)
  }

  /// The axis's title stands upright above the axis: nobody has to turn the head.
  private func drawVerticalAxis(in document: inout SVGDocument) {
    for (index, line) in verticalTitle.enumerated() {
      let y = top - 12 - Self.titleLine * Double(verticalTitle.count - 1 - index)
      document.text(line, x: Sheet.margin, y: y)
    }
    let lines = verticalTicks.major.map { tick in
      let y = NumberText.coordinate(vertical.position(of: tick.value))
      return "M\(NumberText.coordinate(left - 6)) \(y)H\(NumberText.coordinate(right))"
    }
    document.stroke(lines.joined(), colour: Palette.grid, width: 1)
    if !verticalTicks.minor.isEmpty {
      let small = verticalTicks.minor.map { value in
        "M\(NumberText.coordinate(left)) \(NumberText.coordinate(vertical.position(of: value)))h-4"
      }
      document.stroke(small.joined(), colour: Palette.quiet, width: 1)
    }
    var free = Double.infinity
    for tick in verticalTicks.major {
      let y = vertical.position(of: tick.value)
      guard y <= free else { continue }
      free = y - 20
      document.text(tick.label, x: left - 9, y: y + 6, anchor: .end)
    }
  }

  private func drawReferences(in document: inout SVGDocument) -> [(sample: Legend.Sample, name: String)] {
    var entries: [(sample: Legend.Sample, name: String)] = []
    func add(_ path: String, _ label: String) {
      document.stroke(path, colour: Palette.quiet, width: 1.5, dash: "2 4")
      entries.append((.line(colour: Palette.quiet, dash: "2 4", marker: nil), label))
    }
    for reference in horizontalAxis.references {
      let x = horizontal.position(of: reference.value)
      add(Marks.polyline([(x, top), (x, bottom)]), reference.label)
    }
    for reference in verticalAxis.references {
      let y = vertical.position(of: reference.value)
      add(Marks.polyline([(left, y), (right, y)]), reference.label)
    }
    return entries
  }
}
