import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser reads from a plot: elements in order, with their text.
struct Drawing {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""

    func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? .nan }
  }

  enum Failure: Error { case notXML(String), noAxis }

  private(set) var elements: [Element] = []

  init(svg: String) throws {
    let parser = XMLParser(data: Data(svg.utf8))
    let collector = Collector()
    parser.delegate = collector
    guard parser.parse() else {
      throw Failure.notXML(parser.parserError.map { "\($0)" } ?? "unknown")
    }
    elements = collector.elements
  }

  var texts: [String] { elements.filter { $0.name == "text" }.map(\.text) }

  /// Where a reader takes a value of the horizontal axis to be, from the first and last tick label of the lowest row.
  func horizontal(logarithmic: Bool) throws -> (Double) -> Double {
    let labels = elements.filter {
      $0.name == "text" && $0.attributes["text-anchor"] == "middle" && $0.attributes["font-size"] == nil
        && Drawing.number($0.text) != nil
    }
    let lowest = labels.map { $0.number("y") }.max() ?? 0
    return try Drawing.map(labels.filter { $0.number("y") == lowest }, "x", 0, logarithmic)
  }

  /// Where a reader takes a value of the vertical axis to be; labels' base lines lie 6 units below their ticks.
  func vertical(logarithmic: Bool) throws -> (Double) -> Double {
    let labels = elements.filter {
      $0.name == "text" && $0.attributes["text-anchor"] == "end" && Drawing.number($0.text) != nil
    }
    return try Drawing.map(labels, "y", -6, logarithmic)
  }

  private static func map(
    _ labels: [Element], _ key: String, _ shift: Double, _ logarithmic: Bool
  ) throws -> (Double) -> Double {
    func spread(_ value: Double) -> Double { logarithmic ? log(value) : value }
    guard let first = labels.first, let last = labels.last, labels.count > 1,
      let low = number(first.text).map(spread), let high = number(last.text).map(spread)
    else { throw Failure.noAxis }
    let (start, end) = (first.number(key) + shift, last.number(key) + shift)
    return { start + (spread($0) - low) / (high - low) * (end - start) }
  }

  /// The value of a tick label such as `−0.5`, `10⁻⁶` or `2·10⁷`.
  static func number(_ label: String) -> Double? {
    let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    var plain = ""
    var isRaised = false
    for character in label.replacing("−", with: "-").replacing("·10", with: "e") {
      if character == "⁻" || superscripts.contains(character), !isRaised {
        if !plain.contains("e") { plain = plain.hasPrefix("-") ? "-1e" : "1e" }
        isRaised = true
      }
      if character == "⁻" {
        plain += "-"
      } else if let digit = superscripts.firstIndex(of: character) {
        plain += "\(digit)"
      } else {
        plain.append(character)
      }
    }
    return Double(plain)
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      open.append(elements.count)
      elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if let last = open.last { elements[last].text += string }
    }
  }
}
