import Testing

@testable import Plotting

/// Draws plots with librsvg and looks for the marks where a reader of the axis labels expects them.
///
/// The expected places come from the tick labels in the file, not from the code that placed the marks.
@Suite(.enabled(if: Raster.program != nil, "rsvg-convert (librsvg2-bin) isn't installed"))
struct MarkPositionTests {
  /// Whether a colour shows within a distance of a place, and not as soon as the place is moved far away.
  private func hits(_ raster: Raster, _ colour: Palette.Colour, _ x: Double, _ y: Double) -> Bool {
    [(0.0, 0.0), (1, 0), (-1, 0), (0, 1), (0, -1)].allSatisfy { raster.shows(colour, at: x + $0.0, y + $0.1) }
  }

  @Test func backgroundsAreOpaque() throws {
    for (name, svg) in try SamplePlots.all() {
      let raster = try Raster(svg: svg)
      #expect(raster.isOpaque, "\(name)")
      #expect(raster.shows(Palette.white, at: 2, 2), "\(name)")
    }
  }

  @Test func linesHaveMarkersAtTheirValuesAndBandsBetweenTheirEnds() throws {
    let plot = SamplePlots.lines
    let svg = try plot.svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let (x, y) = (try drawing.horizontal(logarithmic: false), try drawing.vertical(logarithmic: true))
    for (index, series) in plot.series.enumerated() {
      for point in series.points {
        #expect(hits(raster, Palette.colour(index), x(point.x), y(point.value)), "\(series.name) \(point)")
      }
    }
    // Between two depths, on the steeper line that nothing else comes near: inside the band coloured, outside white.
    let points = plot.series[0].points
    for (one, next) in zip(points.dropFirst(3), points.dropFirst(4)) {
      func middle(_ key: (LinePlot.Point) -> Double) -> Double { (y(key(one)) + y(key(next))) / 2 }
      let place = x((one.x + next.x) / 2)
      let tint = Palette.colour(0).mixed(with: Palette.white, share: 0.82)
      let edges = (upper: middle { $0.upper ?? 0 }, lower: middle { $0.lower ?? 0 })
      #expect(raster.shows(tint, at: place, edges.upper + 2))
      #expect(raster.shows(tint, at: place, edges.lower - 2))
      #expect(!raster.shows(tint, at: place, edges.upper - 2))
      #expect(!raster.shows(tint, at: place, edges.lower + 2))
      #expect(raster.shows(Palette.colour(0), at: place, middle { $0.value }))
    }
  }

  @Test func scatterHasMarkersAtItsPointsAndNowhereElse() throws {
    let plot = SamplePlots.scatter
    let svg = try plot.svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let (x, y) = (try drawing.horizontal(logarithmic: true), try drawing.vertical(logarithmic: true))
    let legend = drawing.elements.first { $0.text == plot.series[0].name && $0.name == "text" }?.number("y") ?? 0
    for (index, series) in plot.series.enumerated() {
      let tint = Palette.colour(index).mixed(with: Palette.white, share: 0.2)
      let places = series.points.map { (x: x($0.x), y: y($0.y)) }
      for place in places { #expect(hits(raster, tint, place.x, place.y), "\(series.name) \(place)") }
      for row in stride(from: 0, to: legend - 30, by: 2) {
        for column in stride(from: 0.0, to: 600, by: 2) where raster.shows(tint, at: column, row) {
          let near = places.contains { abs($0.x - column) < 8 && abs($0.y - row) < 8 }
          #expect(near, "a mark of \(series.name) at \(column), \(row)")
        }
      }
    }
    // The line of equality passes through points with equal coordinates.
    let dashes = (0..<200).map { 20 * PowersOfTen.exponential(Double($0) / 200 * 3) }
    let shown = dashes.filter { raster.colour(x($0), y($0)).red < 160 }.count
    #expect(shown > 100)
    let offset = dashes.filter { raster.colour(x($0), y($0) + 5).red < 100 }.count
    #expect(offset < 20)
  }

  @Test func distributionsStepUpAtTheirSamples() throws {
    let plot = SamplePlots.distributions
    let svg = try plot.svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let (x, y) = (try drawing.horizontal(logarithmic: true), try drawing.vertical(logarithmic: false))
    #expect(drawing.texts.contains("1"))
    for (index, series) in plot.series.enumerated() {
      let sorted = series.samples.sorted()
      let all = Double(sorted.count + series.beyond)
      // From one edge of the axis to the other, whether a curve reaches 1 or not.
      for (rank, pair) in zip([1] + sorted, sorted + [50]).enumerated() {
        // Between two samples the curve is level at the share of samples passed; dashed lines show part of it.
        let level = y(Double(rank) / all)
        let columns = stride(from: x(pair.0) + 2, to: x(pair.1) - 2, by: 0.5)
        let drawn = columns.filter { raster.shows(Palette.colour(index), at: $0, level) }.count
        #expect(drawn > 4, "\(series.name) between \(pair)")
        let above = columns.filter { raster.shows(Palette.colour(index), at: $0, level - 10) }.count
        #expect(above == 0, "\(series.name) between \(pair)")
      }
      let place = x(1) + (x(50) - x(1)) * Double(index + 1) / Double(plot.series.count + 1)
      let passed = Double(sorted.count { x($0) <= place })
      let isMarked = hasMarker(raster, Palette.colour(index), place, y(passed / all))
      #expect(isMarked, "\(series.name)")
    }
    #expect(svg.contains("Medians: linear.weyl 1.5, "))
    // A median that a theorem never reaches needn't lie beyond the axis: it may not apply.
    var silent = plot
    silent.series[0].beyond = 5
    #expect(try silent.svg().contains("Medians: linear.weyl not reached, "))
  }

  /// Whether more than a line shows at a place: a colour as high and as wide as every marker is.
  private func hasMarker(_ raster: Raster, _ colour: Palette.Colour, _ x: Double, _ y: Double) -> Bool {
    hits(raster, colour, x, y)
      && [(0, 1.5), (0, -1.5), (1.5, 0), (-1.5, 0)].allSatisfy { raster.shows(colour, at: x + $0.0, y + $0.1) }
  }

  @Test func markersOfCurvesThatCoincideAreApart() throws {
    let series = (0..<9).map { DistributionPlot.Series("s\($0)", Array(repeating: 1, count: 100) + [3]) }
    let raster = try Raster(
      svg: DistributionPlot(title: "t", horizontal: DistributionPlot.tightnessAxis(), series: series).svg())
    let seen = (0..<9).filter { index in
      (0..<600).contains { x in (0..<400).contains { raster.shows(Palette.colour(index), at: Double(x), Double($0)) } }
    }
    // Lines lie over each other, markers don't.
    #expect(seen.count == 9)
  }

  /// Each levels off where its marker would meet the others', were its height that of its own curve.
  @Test func markersOfCurvesOfDifferentHeightsAreApart() throws {
    let samples = Array(repeating: 1.0, count: 100) + [3]
    let series = (0..<9).map { DistributionPlot.Series("s\($0)", samples, beyond: $0 * samples.count) }
    let svg = try DistributionPlot(title: "t", horizontal: DistributionPlot.tightnessAxis(), series: series).svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let (x, y) = (try drawing.horizontal(logarithmic: false), try drawing.vertical(logarithmic: false))
    for index in series.indices {
      let place = x(1) + (x(3) - x(1)) * Double(index + 1) / 10
      let isMarked = hasMarker(raster, Palette.colour(index), place, y(100 / 101 / Double(index + 1)))
      #expect(isMarked, "\(index)")
    }
  }

  @Test func waterfallsChangeColourWhereFactorsMultiply() throws {
    let plot = SamplePlots.waterfall
    let svg = try plot.svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let x = try drawing.horizontal(logarithmic: true)
    let colours = ["weyl": 0, "<trace>": 1, "norm": 2]
    for row in plot.rows {
      let name = try #require(drawing.elements.first { $0.name == "text" && $0.text == row.name })
      // Near the upper edge of the bar, clear of its labels.
      let y = name.number("y") + 11
      var reached = 1.0
      for step in row.steps {
        let (left, right) = (x(reached), x(reached * step.factor))
        let colour = Palette.colour(try #require(colours[step.rule]))
        for place in [left + 2, (left + right) / 2, right - 2] {
          #expect(raster.shows(colour, at: place, y), "\(row.name) \(step.rule)")
        }
        #expect(!raster.shows(colour, at: right + 2, y), "\(row.name) \(step.rule)")
        reached *= step.factor
      }
      #expect(!colours.values.contains { raster.shows(Palette.colour($0), at: x(reached) + 2, y) }, "\(row.name)")
    }
  }

  @Test func heatMapCellsHaveTheColourThatTheRampGivesTheirValue() throws {
    let plot = SamplePlots.heat
    let svg = try plot.svg()
    let (drawing, raster) = (try Drawing(svg: svg), try Raster(svg: svg))
    let ramp = try drawing.horizontal(logarithmic: true)
    let rampTop = try #require(drawing.elements.first { $0.attributes["fill"] == "url(#ramp)" }).number("y")
    func label(_ text: String, _ anchor: String) throws -> Drawing.Element {
      try #require(
        drawing.elements.first {
          $0.text == text && $0.attributes["text-anchor"] == anchor && $0.attributes["font-size"] == nil
        })
    }
    for (row, values) in zip(plot.rows, plot.values) {
      for (column, value) in zip(plot.columns, values) {
        // A corner of the cell, clear of its number.
        let x = try label(column, "middle").number("x") - 60
        let y = try label(row, "end").number("y") - 14
        let expected = value.map { raster.colour(ramp($0), rampTop + 8) } ?? Palette.missing
        #expect(raster.shows(expected, at: x, y), "\(row), \(column)")
      }
    }
  }
}
