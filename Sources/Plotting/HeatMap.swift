/// A table of coloured cells, such as median bound/κ by depth and width.
///
/// Cells show their value to three digits where there's room; the ramp below gives the colours' meaning.
public struct HeatMap: Sendable, Equatable {
  /// The finding, in one sentence.
  public var title: String
  /// The title below the columns.
  public var columnTitle: String
  /// The labels of the columns, left to right.
  public var columns: [String]
  /// The title above the rows.
  public var rowTitle: String
  /// The labels of the rows, top to bottom.
  public var rows: [String]
  /// The values, one array a row; `nil` where there's none, which is drawn grey and crossed.
  public var values: [[Double?]]
  /// What the colours mean and how they are spread.
  public var colour: Axis
  /// A remark below the plot.
  public var note: String?

  private static let minimumCellHeight = 34.0

  /// Creates a plot.
  public init(
    title: String, columnTitle: String, columns: [String], rowTitle: String, rows: [String], values: [[Double?]],
    colour: Axis, note: String? = nil
  ) {
    self.title = title
    self.columnTitle = columnTitle
    self.columns = columns
    self.rowTitle = rowTitle
    self.rows = rows
    self.values = values
    self.colour = colour
    self.note = note
  }

  /// The plot as an SVG file.
  ///
  /// - Throws: `PlotError` for no cells, labels missing or double, rows of wrong length, values the colour axis can't
  ///   show.
  public func svg() throws(PlotError) -> String {
    let (cells, missing) = try checked()
    let shown = cells.flatMap { $0.compactMap { $0 } }
    let ticks = try colour.ticks(covering: shown, plot: title)
    let shares = try Scale(colour.kind, domain: ticks.domain, from: 0, to: 1)
    var document = SVGDocument()
    let below = Sheet.drawTitle(title, in: &document)
    let rowLabels = rows.map { TextMetrics.wrapped($0, size: Sheet.textSize, limit: 0.34 * Sheet.width) }
    let labelWidth = rowLabels.flatMap { $0 }.map { TextMetrics.width($0, size: Sheet.textSize) }.max() ?? 0
    let left = Sheet.margin + labelWidth + 8
    let cell = (
      width: (Sheet.width - Sheet.margin - left) / Double(columns.count),
      height: max(Self.minimumCellHeight, 20 * Double(rowLabels.map(\.count).max() ?? 1) + 6)
    )
    let top = below + 30
    document.text(rowTitle, x: Sheet.margin, y: below + 20)
    for (row, line) in cells.enumerated() {
      let y = top + cell.height * Double(row)
      for (index, label) in rowLabels[row].enumerated() {
        let shift = (Double(index) - Double(rowLabels[row].count - 1) / 2) * 20
        document.text(label, x: left - 8, y: y + cell.height / 2 + 6 + shift, anchor: .end)
      }
      for (column, value) in line.enumerated() {
        let x = left + cell.width * Double(column)
        draw(value, share: value.map(shares.position), x: x, y: y, size: cell, in: &document)
      }
    }
    let bottom = top + cell.height * Double(rows.count)
    var y = drawColumns(left: left, width: cell.width, bottom: bottom, in: &document)
    y = try drawRamp(ticks, top: y, hasMissing: missing.cells > 0, in: &document)
    let notes = (note.map { [$0] } ?? []) + Sheet.gapNote(missing.unplottable)
    y = Sheet.drawNotes(notes, in: &document, top: y)
    return document.text(
      width: Sheet.width, height: y + 12, title: title, description: describe(cells, notes))
  }

  private func checked() throws(PlotError) -> (cells: [[Double?]], missing: (cells: Int, unplottable: Int)) {
    try Sheet.check(title: title, names: rows)
    try Sheet.check(title: title, names: columns)
    guard !columnTitle.isEmpty, !rowTitle.isEmpty else { throw .missingText("\(title): title of rows or columns") }
    guard !rows.isEmpty, !columns.isEmpty else { throw .empty(title) }
    guard values.count == rows.count else {
      throw .lengthsDiffer(series: "\(title): rows", expected: rows.count, found: values.count)
    }
    var cells: [[Double?]] = []
    var missing = (cells: 0, unplottable: 0)
    for (name, line) in zip(rows, values) {
      guard line.count == columns.count else {
        throw .lengthsDiffer(series: name, expected: columns.count, found: line.count)
      }
      var shown: [Double?] = []
      for (index, value) in line.enumerated() {
        let fits = try value.map { value throws(PlotError) in try colour.shows(value, series: name, index: index) }
        if fits == false { missing.unplottable += 1 }
        if fits != true { missing.cells += 1 }
        shown.append(fits == true ? value : nil)
      }
      cells.append(shown)
    }
    return (cells, missing)
  }

  private func draw(
    _ value: Double?, share: Double?, x: Double, y: Double, size: (width: Double, height: Double),
    in document: inout SVGDocument
  ) {
    guard let value, let share else {
      document.rectangle(
        x: x, y: y, width: size.width, height: size.height, fill: Palette.missing.hexadecimal, stroke: Palette.white)
      document.stroke(
        Marks.polyline([(x + 3, y + size.height - 3), (x + size.width - 3, y + 3)]), colour: Palette.quiet, width: 1)
      return
    }
    let fill = Palette.ramp(share)
    document.rectangle(
      x: x, y: y, width: size.width, height: size.height, fill: fill.hexadecimal, stroke: Palette.white)
    let label = NumberText.rounded(value)
    if TextMetrics.width(label, size: 15) + 6 <= size.width {
      document.text(
        label, x: x + size.width / 2, y: y + size.height / 2 + 5, size: 15, anchor: .middle,
        colour: fill.isDark ? Palette.white : Palette.text)
    }
  }

  /// Column labels, turned where a column is too narrow for them, and their title.
  private func drawColumns(left: Double, width: Double, bottom: Double, in document: inout SVGDocument) -> Double {
    let widest = columns.map { TextMetrics.width($0, size: Sheet.textSize) }.max() ?? 0
    let turned = widest + 6 > width
    for (index, column) in columns.enumerated() {
      let x = left + width * (Double(index) + 0.5)
      if turned {
        document.text(column, x: x + 6, y: bottom + 8, anchor: .end, rotation: -90)
      } else {
        document.text(column, x: x, y: bottom + 20, anchor: .middle)
      }
    }
    let y = bottom + (turned ? widest + 14 : 26)
    document.text(columnTitle, x: (left + Sheet.width - Sheet.margin) / 2, y: y + 18, anchor: .middle)
    return y + 34
  }

  private func drawRamp(
    _ ticks: Ticks, top: Double, hasMissing: Bool, in document: inout SVGDocument
  ) throws(PlotError) -> Double {
    let (left, right) = (40.0, Sheet.width - 40)
    let stops = Palette.rampStops.enumerated().map { index, colour in
      "<stop offset=\"\(index * 10)%\" stop-color=\"\(colour.hexadecimal)\"/>"
    }
    document.add("linearGradient", ["id": "ramp"], content: stops.joined())
    document.rectangle(x: left, y: top, width: right - left, height: 16, fill: "url(#ramp)")
    let scale = try Scale(colour.kind, domain: ticks.domain, from: left, to: right)
    let bottom = Sheet.drawHorizontalAxis(
      ticks, scale: scale, title: colour.title, in: &document, top: top + 16, bottom: top + 16)
    guard hasMissing else { return bottom }
    let legend = Legend([(.box(Palette.missing), "no value")], left: Sheet.margin, right: Sheet.width)
    legend.draw(in: &document, top: bottom)
    return bottom + legend.height
  }

  private func describe(_ cells: [[Double?]], _ notes: [String]) -> String {
    let lines = zip(rows, cells).map { row, line in
      "\(row): " + line.map { $0.map { NumberText.rounded($0) } ?? "none" }.joined(separator: ", ")
    }
    let columnsText = "columns (\(columnTitle)) " + columns.joined(separator: ", ")
    return
      (["Heat map of \(colour.title); \(columnsText). Rows (\(rowTitle)): " + lines.joined(separator: "; ") + "."]
      + notes).joined(separator: " ")
  }
}
