/// Points of several kinds, such as the bound against κ.
///
/// Where points are many, each square cell of the sheet shows the first point of a series that falls into it. Cells are
/// two units wide, or as much wider as needed for at most 600 marks; with wider cells a note says how many were drawn.
public struct ScatterPlot: Sendable, Equatable {
  /// One point.
  public struct Point: Sendable, Equatable {
    /// The place on the horizontal axis.
    public var x: Double
    /// The place on the vertical axis.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Points of one kind.
  public struct Series: Sendable, Equatable {
    /// The name in the legend.
    public var name: String
    /// The points.
    public var points: [Point]

    /// Creates a series from points.
    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }

    /// Creates a series from coordinates.
    ///
    /// - Throws: `PlotError.lengthsDiffer` when there aren't as many `y` as `x`.
    public init(_ name: String, x: [Double], y: [Double]) throws(PlotError) {
      guard x.count == y.count else { throw .lengthsDiffer(series: name, expected: x.count, found: y.count) }
      self.init(name, zip(x, y).map { Point(x: $0, y: $1) })
    }
  }

  /// The finding, in one sentence.
  public var title: String
  /// The horizontal axis.
  public var horizontal: Axis
  /// The vertical axis.
  public var vertical: Axis
  /// The kinds of points.
  public var series: [Series]
  /// What the line of equal coordinates means; `nil` for no such line.
  public var diagonal: String?
  /// A remark below the plot.
  public var note: String?

  /// Creates a plot.
  public init(
    title: String, horizontal: Axis, vertical: Axis, series: [Series], diagonal: String? = nil, note: String? = nil
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.diagonal = diagonal
    self.note = note
  }

  /// The plot as an SVG file.
  ///
  /// - Throws: `PlotError` for empty, unnamed or doubly named series and for values the axes can't show.
  public func svg() throws(PlotError) -> String {
    try Sheet.check(title: title, names: series.map(\.name))
    var shown: [[Point]] = []
    var missing = 0
    for kind in series {
      guard !kind.points.isEmpty else { throw .empty(kind.name) }
      var points: [Point] = []
      for (index, point) in kind.points.enumerated() {
        let across = try horizontal.shows(point.x, series: kind.name, index: index)
        let up = try vertical.shows(point.y, series: kind.name, index: index)
        if across && up { points.append(point) } else { missing += 1 }
      }
      shown.append(points)
    }
    let all = shown.flatMap { $0 }
    let frame = try CartesianFrame(
      title: title, horizontalAxis: horizontal, verticalAxis: vertical, xs: all.map(\.x), ys: all.map(\.y))
    let (places, cell) = ScatterPlot.thinned(shown.map { $0.map { frame.place($0.x, $0.y) } })
    let drawn = places.reduce(0) { $0 + $1.count }
    var entries = series.indices.map { index in
      (sample: Legend.Sample.marker(Palette.marker(index), Palette.colour(index)), name: series[index].name)
    }
    let line = diagonalPath(in: frame)
    if let diagonal, line != nil {
      entries.append((.line(colour: Palette.quiet, dash: "7 3", marker: nil), diagonal))
    }
    // Points that coincide at the finest cells are drawn over anyway; nothing is missing to the eye.
    let thinning =
      cell > ScatterPlot.finestCell
      ? [
        "\(NumberText.count(drawn)) of \(NumberText.count(all.count)) points are drawn: at most one of each kind in a grid cell."
      ] : []
    let notes = (note.map { [$0] } ?? []) + thinning + Sheet.gapNote(missing)
    let description =
      ([
        "Scatter plot of \(vertical.title) against \(horizontal.title); "
          + "\(series.map(\.name).joined(separator: ", ")). \(NumberText.count(all.count)) points."
      ] + notes).joined(separator: " ")
    return frame.svg(description: description, legend: entries, notes: notes) { document in
      if let line { document.stroke(line, colour: Palette.quiet, width: 1.5, dash: "7 3") }
      for (index, points) in places.enumerated() where !points.isEmpty {
        let path = points.map { Marks.path(Palette.marker(index), x: $0.x, y: $0.y, radius: drawn > 300 ? 3 : 4.5) }
        document.fill(path.joined(), colour: Palette.colour(index), opacity: 0.8)
      }
    }
  }

  /// The line of equal coordinates where both axes show it.
  private func diagonalPath(in frame: CartesianFrame) -> String? {
    let (across, up) = (frame.horizontal.domain, frame.vertical.domain)
    let low = max(across.lowerBound, up.lowerBound)
    let high = min(across.upperBound, up.upperBound)
    guard diagonal != nil, low < high else { return nil }
    // On axes of different kinds the line is a curve.
    let steps = frame.horizontal.kind == frame.vertical.kind ? 1 : 40
    let (start, end) = (frame.horizontal.position(of: low), frame.horizontal.position(of: high))
    let points = (0...steps).map { step in
      let x = start + (end - start) * Double(step) / Double(steps)
      return (x: x, y: frame.vertical.position(of: min(max(frame.horizontal.value(at: x), low), high)))
    }
    return Marks.polyline(points)
  }

  private static let finestCell = 2.0

  /// One point of each series a cell, and the width of cells.
  static func thinned(_ series: [[(x: Double, y: Double)]]) -> (series: [[(x: Double, y: Double)]], cell: Double) {
    struct Cell: Hashable {
      let column, row: Int
    }
    var size = finestCell
    while true {
      let result = series.map { points in
        var seen: Set<Cell> = []
        return points.filter { point in
          seen.insert(Cell(column: Int(point.x / size), row: Int(point.y / size))).inserted
        }
      }
      if result.reduce(0, { $0 + $1.count }) <= 600 || size > 100 { return (result, size) }
      size *= 1.25
    }
  }
}
