import Plotting

/// One plot of each kind, with names that XML must escape.
enum SamplePlots {
  static let names = ["linear.weyl", "κ² < σ & “β”"]

  static let lines = LinePlot(
    title: "κ grows with depth & width <always>", horizontal: Axis("Depth L", .integer),
    vertical: Axis("κ", .logarithmic),
    series: names.enumerated().map { index, name in
      LinePlot.Series(
        name,
        (2...8).map { depth in
          let value = 3 * Double(1 << (depth * (2 - index)))
          return LinePlot.Point(x: Double(depth), value: value, lower: value / 3, upper: value * 2)
        })
    }, note: "Bands: 5 % to 95 % over seeds.")

  static let scatter = ScatterPlot(
    title: "Bounds lie above κ", horizontal: Axis("κ", .logarithmic), vertical: Axis("bound", .logarithmic),
    series: [
      ScatterPlot.Series(names[0], [12, 150, 2300, 81000].map { ScatterPlot.Point(x: $0, y: $0 * 2.5) }),
      ScatterPlot.Series(names[1], [20, 700, 9100].map { ScatterPlot.Point(x: $0, y: $0 * 40) }),
    ], diagonal: "bound = κ")

  static let distributions = DistributionPlot(
    title: "Half of all bounds are within 2", horizontal: DistributionPlot.tightnessAxis(),
    series: [
      DistributionPlot.Series(names[0], [1.2, 1.5, 2, 3]),
      DistributionPlot.Series(names[1], [40, 5, 9, 14, 22], beyond: 3),
    ])

  static let waterfall = WaterfallPlot(
    title: "Weyl costs most",
    rows: [
      WaterfallPlot.Row(
        names[0], [WaterfallPlot.Step("weyl", 6), WaterfallPlot.Step("<trace>", 1.5), WaterfallPlot.Step("norm", 3)]),
      WaterfallPlot.Row(names[1], [WaterfallPlot.Step("norm", 2.2), WaterfallPlot.Step("weyl", 9)]),
    ])

  static let heat = HeatMap(
    title: "Depth matters", columnTitle: "Depth", columns: ["2", "3", "4"], rowTitle: "Width", rows: ["8", "16"],
    values: [[1.5, 20, 300], [nil, 7, 80]], colour: Axis("bound / κ", .logarithmic))

  static func all() throws -> [(name: String, svg: String)] {
    [
      ("lines", try lines.svg()), ("scatter", try scatter.svg()), ("distributions", try distributions.svg()),
      ("waterfall", try waterfall.svg()), ("heat", try heat.svg()),
    ]
  }
}
