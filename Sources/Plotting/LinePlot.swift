/// Lines with bands, such as a median and quantiles over seeds against depth.
///
/// Up to 300 points a line are drawn as given. Of longer lines, each column two units wide keeps its first and last
/// point and those with the least and greatest value and band ends, so that no extreme is lost.
public struct LinePlot: Sendable, Equatable {
  /// One point of a line.
  public struct Point: Sendable, Equatable {
    /// The place on the horizontal axis.
    public var x: Double
    /// The value, such as a median.
    public var value: Double
    /// The lower end of the band, if there's one.
    public var lower: Double?
    /// The upper end of the band, if there's one.
    public var upper: Double?

    /// Creates a point; a band needs both ends.
    public init(x: Double, value: Double, lower: Double? = nil, upper: Double? = nil) {
      self.x = x
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// A named line.
  public struct Series: Sendable, Equatable {
    /// The name in the legend.
    public var name: String
    /// The points; they are drawn in order of x.
    public var points: [Point]

    /// Creates a line.
    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The finding, in one sentence.
  public var title: String
  /// The horizontal axis.
  public var horizontal: Axis
  /// The vertical axis.
  public var vertical: Axis
  /// The lines; at most 28 are all distinct.
  public var series: [Series]
  /// A remark below the plot, such as what the bands are.
  public var note: String?

  /// The points of a run that still get a marker each.
  private static let mostMarked = 30

  /// Creates a plot.
  public init(title: String, horizontal: Axis, vertical: Axis, series: [Series], note: String? = nil) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.series = series
    self.note = note
  }

  /// The plot as an SVG file.
  ///
  /// - Throws: `PlotError` for empty, unnamed or doubly named series, values the axes can't show, bands out of order.
  public func svg() throws(PlotError) -> String {
    try Sheet.check(title: title, names: series.map(\.name))
    var runs: [[[Point]]] = []
    var missing = 0
    for line in series {
      let (pieces, gaps) = try split(line)
      runs.append(pieces)
      missing += gaps
    }
    let shown = runs.flatMap { $0.flatMap { $0 } }
    let frame = try CartesianFrame(
      title: title, horizontalAxis: horizontal, verticalAxis: vertical, xs: shown.map(\.x),
      ys: shown.flatMap { [$0.value, $0.lower ?? $0.value, $0.upper ?? $0.value] })
    let drawn = runs.map { $0.map { LinePlot.thinned($0, by: frame.horizontal) } }
    let entries = series.indices.map { index in
      let marked = drawn[index].contains { $0.count <= LinePlot.mostMarked }
      return (
        sample: Legend.Sample.line(
          colour: Palette.colour(index), dash: Palette.dash(index), marker: marked ? Palette.marker(index) : nil),
        name: series[index].name
      )
    }
    let notes = (note.map { [$0] } ?? []) + Sheet.gapNote(missing)
    return frame.svg(description: describe(shown.count, notes), legend: entries, notes: notes) { document in
      for (index, pieces) in drawn.enumerated() {
        for piece in pieces { drawBand(piece, index, frame, in: &document) }
      }
      for (index, pieces) in drawn.enumerated() {
        for piece in pieces { drawLine(piece, index, frame, in: &document) }
      }
    }
  }

  /// A line's runs of points between gaps, in order of x, and the number of gaps.
  private func split(_ line: Series) throws(PlotError) -> (runs: [[Point]], gaps: Int) {
    guard !line.points.isEmpty else { throw .empty(line.name) }
    var runs: [[Point]] = []
    var run: [Point] = []
    var gaps = 0
    var indexed: [(index: Int, point: Point)] = []
    for (index, point) in line.points.enumerated() {
      if try horizontal.shows(point.x, series: line.name, index: index) {
        indexed.append((index, point))
      } else {
        gaps += 1
      }
    }
    indexed.sort { ($0.point.x, $0.index) < ($1.point.x, $1.index) }
    for (index, point) in indexed {
      var shown = try vertical.shows(point.value, series: line.name, index: index)
      guard (point.lower == nil) == (point.upper == nil) else {
        throw .bandOutOfOrder(series: line.name, index: index)
      }
      if let lower = point.lower, let upper = point.upper {
        let (low, high) = (
          try vertical.shows(lower, series: line.name, index: index),
          try vertical.shows(upper, series: line.name, index: index)
        )
        let ends = low && high
        if shown && ends && !(lower <= point.value && point.value <= upper) {
          throw .bandOutOfOrder(series: line.name, index: index)
        }
        shown = shown && ends
      }
      if shown {
        run.append(point)
      } else {
        gaps += 1
        if !run.isEmpty { runs.append(run) }
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return (runs, gaps)
  }

  /// The points worth drawing at the sheet's resolution.
  static func thinned(_ points: [Point], by scale: Scale) -> [Point] {
    guard points.count > 300 else { return points }
    var kept: Set<Int> = []
    var start = 0
    func column(_ index: Int) -> Int { Int((scale.position(of: points[index].x) / 2).rounded(.down)) }
    while start < points.count {
      var end = start + 1
      while end < points.count && column(end) == column(start) { end += 1 }
      let range = start..<end
      kept.formUnion([start, end - 1])
      for key in [{ $0.value }, { $0.lower ?? $0.value }, { $0.upper ?? $0.value }] as [(Point) -> Double] {
        if let least = range.min(by: { key(points[$0]) < key(points[$1]) }) { kept.insert(least) }
        if let greatest = range.max(by: { key(points[$0]) < key(points[$1]) }) { kept.insert(greatest) }
      }
      start = end
    }
    return kept.sorted().map { points[$0] }
  }

  private func drawBand(_ points: [Point], _ index: Int, _ frame: CartesianFrame, in document: inout SVGDocument) {
    for banded in points.split(whereSeparator: { $0.lower == nil }) {
      let upper = banded.map { frame.place($0.x, $0.upper ?? $0.value) }
      let lower = banded.map { frame.place($0.x, $0.lower ?? $0.value) }
      if banded.count > 1 {
        document.fill(
          Marks.polyline(upper + lower.reversed()) + "Z", colour: Palette.colour(index), opacity: 0.18)
      } else {
        // A band of one point has no area: an error bar instead.
        document.stroke(Marks.polyline(lower + upper), colour: Palette.colour(index), width: 2)
      }
    }
  }

  private func drawLine(_ points: [Point], _ index: Int, _ frame: CartesianFrame, in document: inout SVGDocument) {
    let places = points.map { frame.place($0.x, $0.value) }
    let colour = Palette.colour(index)
    if places.count > 1 {
      document.stroke(Marks.polyline(places), colour: colour, width: 2.5, dash: Palette.dash(index), rounded: true)
    }
    guard places.count <= LinePlot.mostMarked else { return }
    let markers = places.map { Marks.path(Palette.marker(index), x: $0.x, y: $0.y, radius: 4.5) }
    document.fill(markers.joined(), colour: colour, edge: Palette.white)
  }

  private func describe(_ count: Int, _ notes: [String]) -> String {
    (["Line plot of \(vertical.title) against \(horizontal.title); \(series.map(\.name).joined(separator: ", "))."]
      + ["\(count) points."] + notes).joined(separator: " ")
  }
}
