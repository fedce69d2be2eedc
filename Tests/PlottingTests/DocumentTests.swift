import TestSupport
import Testing

@testable import Plotting

@Suite struct DocumentTests {
  @Test func everyKindIsWellFormedAndAccessible() throws {
    for (name, svg) in try SamplePlots.all() {
      let drawing = try Drawing(svg: svg)
      let root = try #require(drawing.elements.first)
      #expect(root.name == "svg" && root.attributes["role"] == "img", "\(name)")
      let named = (root.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
      #expect(named.count == 2)
      for identifier in named {
        let element = try #require(drawing.elements.first { $0.attributes["id"] == identifier })
        #expect(!element.text.isEmpty, "\(name)")
      }
      #expect(root.attributes["viewBox"] == "0 0 600 \(root.attributes["height"] ?? "")", "\(name)")
      let ground = try #require(drawing.elements.first { $0.name == "rect" })
      #expect(ground.attributes["fill"] == "#ffffff" && ground.attributes["width"] == "600", "\(name)")
      #expect(ground.attributes["height"] == root.attributes["height"], "\(name)")
    }
  }

  @Test func namesSurviveEscaping() throws {
    let awkward = SamplePlots.names[1]
    for (name, svg) in try SamplePlots.all() where name != "heat" {
      let drawing = try Drawing(svg: svg)
      #expect(drawing.texts.contains(awkward), "\(name)")
      #expect(drawing.elements.first { $0.name == "desc" }?.text.contains(awkward) == true, "\(name)")
    }
    let lines = try Drawing(svg: SamplePlots.lines.svg())
    #expect(lines.elements.first { $0.name == "title" }?.text == SamplePlots.lines.title)
  }

  @Test func standAloneWithoutScripts() throws {
    for (name, svg) in try SamplePlots.all() {
      let names = Set(try Drawing(svg: svg).elements.map(\.name))
      #expect(
        names.isSubset(of: ["svg", "title", "desc", "rect", "path", "text", "linearGradient", "stop"]), "\(name)")
      #expect(svg.replacing("http://www.w3.org/2000/svg", with: "").contains("://") == false, "\(name)")
      #expect(!svg.contains("nan") && !svg.contains("inf\""), "\(name)")
    }
  }

  /// Text is no wider than the sheet, by the same estimate that layout uses; the pictures are looked at by people.
  @Test func textStaysOnTheSheet() throws {
    for (name, svg) in try SamplePlots.all() {
      let drawing = try Drawing(svg: svg)
      let height = drawing.elements[0].number("height")
      for text in drawing.elements where text.name == "text" && text.attributes["transform"] == nil {
        let size = text.attributes["font-size"].flatMap(Double.init) ?? 17
        let bold = text.attributes["font-weight"] == "bold"
        let width = TextMetrics.width(text.text, size: size, bold: bold)
        let x = text.number("x")
        let left = ["end": x - width, "middle": x - width / 2][text.attributes["text-anchor"] ?? ""] ?? x
        #expect(left >= 0 && left + width <= 600, "\(name): \(text.text)")
        #expect(text.number("y") >= size && text.number("y") <= height - 4, "\(name): \(text.text)")
        #expect(size >= 14, "\(name): \(text.text)")
      }
    }
  }

  @Test func sameDataSameBytes() throws {
    let first = try SamplePlots.all()
    let second = try SamplePlots.all()
    #expect(zip(first, second).allSatisfy { $0.svg == $1.svg })
  }

  @Test func manyPointsStayAFewKilobytes() throws {
    var generator = SplitMix64(seed: 3)
    let values = (0..<50_000).map { _ in Double.random(in: 1...1000, using: &generator) }
    let distribution = DistributionPlot(
      title: "many", horizontal: DistributionPlot.tightnessAxis(), series: [.init("many", values)])
    #expect(try distribution.svg().utf8.count < 8000)
    let line = LinePlot(
      title: "many", horizontal: Axis("x"), vertical: Axis("y"),
      series: [.init("many", values.enumerated().map { .init(x: Double($0), value: $1) })])
    #expect(try line.svg().utf8.count < 20000)
    let scatter = ScatterPlot(
      title: "many", horizontal: Axis("x"), vertical: Axis("y"),
      series: [.init("many", zip(values, values.reversed()).map { .init(x: $0, y: $1) })])
    #expect(try scatter.svg().utf8.count < 30000)
    #expect(try scatter.svg().contains(" of 50,000 points are drawn"))
    #expect(try !SamplePlots.scatter.svg().contains("points are drawn"))
  }

  @Test func thinningKeepsExtremesOfLines() throws {
    var generator = SplitMix64(seed: 4)
    var points = (0..<5000).map { LinePlot.Point(x: Double($0), value: Double.random(in: 0...1, using: &generator)) }
    points[2345].value = 9
    points[777].value = -9
    let scale = try Scale(.linear, domain: 0...5000, from: 50, to: 590)
    let thinned = LinePlot.thinned(points, by: scale)
    #expect(thinned.count < 1200 && thinned.contains(points[2345]) && thinned.contains(points[777]))
    #expect(thinned.first == points[0] && thinned.last == points[4999])
    #expect(LinePlot.thinned(Array(points.prefix(300)), by: scale).count == 300)
  }
}
