/// Empirical distribution functions side by side, such as bound/κ for all theorems of a family.
///
/// Each curve is the share of samples at or below a value, from one edge to the other; where some lie beyond the axis it levels
/// off below 1. Its marker is at a place of its own along the axis, so that no two meet and curves which coincide in part can be
/// told apart. A step is drawn when the curve has moved by two units of the sheet since the last one drawn; first and last
/// sample always are.
public struct DistributionPlot: Sendable, Equatable {
  /// Samples of one quantity.
  public struct Series: Sendable, Equatable {
    /// The name in the legend.
    public var name: String
    /// The samples, in any order.
    public var samples: [Double]
    /// How many more there are that no axis reaches, such as bounds that are +∞.
    public var beyond: Int

    /// Creates a series.
    public init(_ name: String, _ samples: [Double], beyond: Int = 0) {
      self.name = name
      self.samples = samples
      self.beyond = beyond
    }

    /// The share that a number of samples is of those shown and those beyond.
    func share(_ count: Int, of shown: [Double]) -> Double { Double(count) / Double(shown.count + max(0, beyond)) }
  }

  /// The finding, in one sentence.
  public var title: String
  /// The axis of the samples.
  public var horizontal: Axis
  /// What the share counts.
  public var verticalTitle: String
  /// The distributions.
  public var series: [Series]
  /// A remark below the plot.
  public var note: String?

  /// Creates a plot.
  public init(
    title: String, horizontal: Axis, verticalTitle: String = "Share of instances at or below", series: [Series],
    note: String? = nil
  ) {
    self.title = title
    self.horizontal = horizontal
    self.verticalTitle = verticalTitle
    self.series = series
    self.note = note
  }

  /// An axis for bound/κ: logarithmic, beginning at 1 unless a sample lies below.
  public static func tightnessAxis(_ title: String = "bound / κ") -> Axis {
    Axis(title, .logarithmic, including: [1])
  }

  /// The plot as an SVG file.
  ///
  /// - Throws: `PlotError` for empty, unnamed or doubly named series and for values the axis can't show.
  /// - Complexity: O(n log n) in the number of samples.
  public func svg() throws(PlotError) -> String {
    try Sheet.check(title: title, names: series.map(\.name))
    var sorted: [[Double]] = []
    var missing = 0
    for one in series {
      guard !one.samples.isEmpty else { throw .empty(one.name) }
      var shown: [Double] = []
      for (index, sample) in one.samples.enumerated() {
        if try horizontal.shows(sample, series: one.name, index: index) { shown.append(sample) } else { missing += 1 }
      }
      sorted.append(shown.sorted())
    }
    let frame = try CartesianFrame(
      title: title, horizontalAxis: horizontal, verticalAxis: Axis(verticalTitle, including: [0, 1]),
      xs: sorted.flatMap { $0 }, ys: [0, 1])
    let entries = series.indices.map { index in
      (
        sample: Legend.Sample.line(
          colour: Palette.colour(index), dash: Palette.dash(index), marker: Palette.marker(index)),
        name: series[index].name
      )
    }
    let notes = (note.map { [$0] } ?? []) + Sheet.gapNote(missing)
    let medians = zip(series, sorted).map { one, samples in
      "\(one.name) " + (one.value(atShare: 0.5, of: samples).map { NumberText.rounded($0) } ?? "not reached")
    }
    let description =
      "Empirical distribution functions of \(horizontal.title). Medians: \(medians.joined(separator: ", ")). "
      + notes.joined(separator: " ")
    return frame.svg(description: description, legend: entries, notes: notes) { document in
      for (index, samples) in sorted.enumerated() where !samples.isEmpty {
        document.stroke(
          series[index].path(samples, frame), colour: Palette.colour(index), width: 2.5, dash: Palette.dash(index))
      }
      for (index, samples) in sorted.enumerated() where !samples.isEmpty {
        let place = marker(index, samples, frame)
        document.fill(
          Marks.path(Palette.marker(index), x: place.x, y: place.y, radius: 5.5), colour: Palette.colour(index),
          edge: Palette.white)
      }
    }
  }

  /// On the curve, at a part of the axis that no other marker has.
  private func marker(_ index: Int, _ samples: [Double], _ frame: CartesianFrame) -> (x: Double, y: Double) {
    let scale = frame.horizontal
    let x = scale.start + (scale.end - scale.start) * Double(index + 1) / Double(series.count + 1)
    let passed = samples.prefix { scale.position(of: $0) <= x }.count
    return (x, frame.vertical.position(of: series[index].share(passed, of: samples)))
  }
}

extension DistributionPlot.Series {
  /// The sample at which the curve reaches a share; nil where it doesn't.
  fileprivate func value(atShare share: Double, of sorted: [Double]) -> Double? {
    sorted.indices.first { self.share($0 + 1, of: sorted) >= share }.map { sorted[$0] }
  }

  fileprivate func path(_ sorted: [Double], _ frame: CartesianFrame) -> String {
    // Steps are written as differences of coordinates in tenths, which is shorter and doesn't accumulate rounding.
    func tenths(_ sample: Double, _ share: Double) -> (x: Int, y: Int) {
      let place = frame.place(sample, share)
      return (Int((place.x * 10).rounded()), Int((place.y * 10).rounded()))
    }
    func text(_ tenths: Int) -> String { NumberText.coordinate(Double(tenths) / 10) }
    var last = tenths(frame.horizontalTicks.domain.lowerBound, 0)
    var path = "M\(text(last.x)) \(text(last.y))"
    for (index, sample) in sorted.enumerated() {
      // Of equal samples, the last carries the whole step.
      if index + 1 < sorted.count && sorted[index + 1] == sample { continue }
      let place = tenths(sample, share(index + 1, of: sorted))
      guard index + 1 == sorted.count || place.x - last.x >= 20 || last.y - place.y >= 20 else { continue }
      path += "h\(text(place.x - last.x))v\(text(place.y - last.y))"
      last = place
    }
    let edge = tenths(frame.horizontalTicks.domain.upperBound, 0).x
    return edge > last.x ? path + "h\(text(edge - last.x))" : path
  }
}
