import Testing

@testable import Plotting

@Suite struct PlotErrorTests {
  private func line(_ points: [LinePlot.Point], _ gaps: Axis.Unplottable = .refused) -> LinePlot {
    LinePlot(
      title: "t", horizontal: Axis("x", unplottable: gaps), vertical: Axis("y", .logarithmic, unplottable: gaps),
      series: [.init("a", points)])
  }

  @Test func linesNameTheSeriesAndTheIndex() {
    #expect(throws: PlotError.empty("a")) { try line([]).svg() }
    #expect(throws: PlotError.empty("t")) {
      try LinePlot(title: "t", horizontal: Axis("x"), vertical: Axis("y"), series: []).svg()
    }
    #expect(throws: PlotError.notFinite(series: "a", index: 1)) {
      try line([.init(x: 1, value: 1), .init(x: 2, value: .nan)]).svg()
    }
    #expect(throws: PlotError.notFinite(series: "a", index: 0)) { try line([.init(x: .infinity, value: 1)]).svg() }
    // The index is the caller's, not that after sorting by x.
    #expect(throws: PlotError.notPositive(series: "a", index: 2, value: 0)) {
      try line([.init(x: 3, value: 1), .init(x: 2, value: 4), .init(x: 1, value: 0)]).svg()
    }
    #expect(throws: PlotError.notPositive(series: "a", index: 0, value: -1)) {
      try line([.init(x: 3, value: 1, lower: -1, upper: 2)]).svg()
    }
    #expect(throws: PlotError.beyondRange(series: "a", index: 0, value: 1e301)) {
      try line([.init(x: 3, value: 1e301)]).svg()
    }
    #expect(throws: PlotError.bandOutOfOrder(series: "a", index: 0)) {
      try line([.init(x: 3, value: 1, lower: 2, upper: 3)]).svg()
    }
    #expect(throws: PlotError.bandOutOfOrder(series: "a", index: 0)) {
      try line([.init(x: 3, value: 1, lower: 0.5)]).svg()
    }
  }

  @Test func gapsAreCountedAndBreakTheLine() throws {
    let points = [1, 2, 0, 4, 5, .nan, 7].enumerated().map { LinePlot.Point(x: Double($0), value: $1) }
    let drawing = try Drawing(svg: line(points, .gap).svg())
    #expect(drawing.texts.contains { $0.hasPrefix("2 values aren't shown") })
    let lines = drawing.elements.filter {
      $0.attributes["stroke"] == Palette.colour(0).hexadecimal && $0.attributes["stroke-linejoin"] != nil
    }
    #expect(lines.count == 2)
    #expect(throws: PlotError.empty("t")) { try line([.init(x: 1, value: 0)], .gap).svg() }
  }

  @Test func textsMustBeThereAndNamesDiffer() {
    #expect(throws: PlotError.missingText("title of the plot")) {
      try ScatterPlot(
        title: " ", horizontal: Axis("x"), vertical: Axis("y"), series: [.init("a", [.init(x: 1, y: 1)])]
      ).svg()
    }
    #expect(throws: PlotError.missingText("t: axis title")) {
      try ScatterPlot(
        title: "t", horizontal: Axis(""), vertical: Axis("y"), series: [.init("a", [.init(x: 1, y: 1)])]
      ).svg()
    }
    #expect(throws: PlotError.duplicateName("a")) {
      try DistributionPlot(title: "t", horizontal: Axis("x"), series: [.init("a", [1]), .init("a", [2])]).svg()
    }
    #expect(throws: PlotError.missingText("t: name 0")) {
      try WaterfallPlot(title: "t", rows: [.init("", [.init("rule", 2)])]).svg()
    }
  }

  @Test func scatterAndDistributions() {
    #expect(throws: PlotError.lengthsDiffer(series: "a", expected: 2, found: 1)) {
      try ScatterPlot.Series("a", x: [1, 2], y: [1])
    }
    #expect(throws: PlotError.notPositive(series: "a", index: 0, value: 0)) {
      try ScatterPlot(
        title: "t", horizontal: Axis("x"), vertical: Axis("y", .logarithmic), series: [.init("a", [.init(x: 1, y: 0)])]
      ).svg()
    }
    #expect(throws: PlotError.notFinite(series: "b", index: 2)) {
      try DistributionPlot(
        title: "t", horizontal: Axis("x"), series: [.init("a", [1]), .init("b", [1, 2, .infinity])]
      ).svg()
    }
    #expect(throws: PlotError.empty("b")) {
      try DistributionPlot(title: "t", horizontal: Axis("x"), series: [.init("a", [1]), .init("b", [])]).svg()
    }
    #expect(throws: PlotError.notPositive(series: "axis x", index: 0, value: 0)) {
      try DistributionPlot(title: "t", horizontal: Axis("x", .logarithmic, including: [0]), series: [.init("a", [1])])
        .svg()
    }
  }

  @Test func waterfalls() throws {
    func svg(_ factors: [Double]) throws -> String {
      try WaterfallPlot(title: "t", rows: [.init("a", factors.enumerated().map { .init("rule \($0)", $1) })]).svg()
    }
    #expect(throws: PlotError.factorBelowOne(row: "a", rule: "rule 1", value: 0.9)) { try svg([2, 0.9]) }
    #expect(throws: PlotError.notFinite(series: "a, rule 0", index: 0)) { try svg([.nan]) }
    #expect(throws: PlotError.beyondRange(series: "a", index: 1, value: 1e301)) { try svg([1e300, 10]) }
    #expect(throws: PlotError.empty("t")) { try WaterfallPlot(title: "t", rows: []).svg() }
    #expect(try svg([1 - 1e-12]).contains("×1"))
    #expect(try svg([]).contains("×1"))
  }

  @Test func heatMaps() throws {
    func heat(_ values: [[Double?]], _ gaps: Axis.Unplottable = .refused) throws -> String {
      try HeatMap(
        title: "t", columnTitle: "c", columns: ["1", "2"], rowTitle: "r", rows: ["one", "two"], values: values,
        colour: Axis("v", .logarithmic, unplottable: gaps)
      ).svg()
    }
    #expect(throws: PlotError.lengthsDiffer(series: "two", expected: 2, found: 1)) { try heat([[1, 2], [3]]) }
    #expect(throws: PlotError.lengthsDiffer(series: "t: rows", expected: 2, found: 1)) { try heat([[1, 2]]) }
    #expect(throws: PlotError.notPositive(series: "two", index: 1, value: 0)) { try heat([[1, 2], [3, 0]]) }
    #expect(throws: PlotError.empty("t")) { try heat([[nil, nil], [nil, nil]]) }
    #expect(try heat([[1, 2], [3, 0]], .gap).contains("1 value isn't shown"))
  }

  @Test func everyErrorSaysWhatWouldBeRight() {
    let errors: [PlotError] = [
      .empty("a"), .missingText("a"), .duplicateName("a"), .notFinite(series: "a", index: 0),
      .notPositive(series: "a", index: 0, value: 0), .beyondRange(series: "a", index: 0, value: 1e308),
      .lengthsDiffer(series: "a", expected: 1, found: 2),
      .bandOutOfOrder(series: "a", index: 0), .factorBelowOne(row: "a", rule: "r", value: 0.5),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(errors.allSatisfy { $0.description.contains("a") })
  }
}
