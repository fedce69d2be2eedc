/// An SVG file under construction: elements in drawing order, with escaped text and coordinates to a tenth of a unit.
///
/// The file stands alone: no scripts, styles, fonts or references from outside, and an opaque background, so that it
/// reads in a dark page too. It scales with its place; `<title>` and `<desc>` speak to screen readers.
struct SVGDocument {
  /// Which end of a text lies at its position.
  enum Anchor: String {
    /// The text begins there.
    case start
    /// The text is centred there.
    case middle
    /// The text ends there.
    case end
  }

  private var body = ""

  /// Adds an element from its name, attributes in order, and content that is already markup.
  mutating func add(_ name: String, _ attributes: KeyValuePairs<String, String?>, content: String? = nil) {
    body += "<" + name
    for (key, value) in attributes {
      if let value { body += " \(key)=\"\(SVGDocument.escaped(value))\"" }
    }
    body += content.map { ">\($0)</\(name)>\n" } ?? "/>\n"
  }

  /// Adds a text on one line.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double? = nil, anchor: Anchor = .start, bold: Bool = false,
    colour: Palette.Colour? = nil, rotation: Double? = nil
  ) {
    let place = (NumberText.coordinate(x), NumberText.coordinate(y))
    add(
      "text",
      [
        "x": place.0, "y": place.1, "font-size": size.map(NumberText.coordinate),
        "text-anchor": anchor == .start ? nil : anchor.rawValue, "font-weight": bold ? "bold" : nil,
        "fill": colour?.hexadecimal,
        "transform": rotation.map { "rotate(\(NumberText.coordinate($0)) \(place.0) \(place.1))" },
      ], content: SVGDocument.escaped(text))
  }

  /// Adds a filled rectangle.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, stroke: Palette.Colour? = nil
  ) {
    add(
      "rect",
      [
        "x": NumberText.coordinate(x), "y": NumberText.coordinate(y), "width": NumberText.coordinate(width),
        "height": NumberText.coordinate(height), "fill": fill, "stroke": stroke?.hexadecimal,
      ])
  }

  /// Adds a stroked path.
  mutating func stroke(
    _ path: String, colour: Palette.Colour, width: Double, dash: String? = nil, rounded: Bool = false
  ) {
    add(
      "path",
      [
        "d": path, "fill": "none", "stroke": colour.hexadecimal, "stroke-width": NumberText.coordinate(width),
        "stroke-dasharray": dash, "stroke-linejoin": rounded ? "round" : nil,
      ])
  }

  /// Adds a filled path.
  mutating func fill(_ path: String, colour: Palette.Colour, opacity: Double = 1, edge: Palette.Colour? = nil) {
    add(
      "path",
      [
        "d": path, "fill": colour.hexadecimal, "fill-opacity": opacity < 1 ? "\(opacity)" : nil,
        "stroke": edge?.hexadecimal,
      ])
  }

  /// The whole file.
  ///
  /// `width` and `height` are the natural size in CSS pixels; a page narrower than this scales the drawing down.
  func text(width: Double, height: Double, title: String, description: String) -> String {
    let size = (NumberText.coordinate(width), NumberText.coordinate(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size.0)" height="\(size.1)" viewBox="0 0 \(size.0) \(size.1)" \
      role="img" aria-labelledby="title description" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" \
      font-size="17" fill="\(Palette.text.hexadecimal)">
      <title id="title">\(SVGDocument.escaped(title))</title>
      <desc id="description">\(SVGDocument.escaped(description))</desc>
      <rect width="\(size.0)" height="\(size.1)" fill="#ffffff"/>
      \(body)</svg>

      """
  }

  /// Text as XML 1.0 character data, for content and attributes; characters that XML forbids become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case _ where scalar.value < 32 || scalar.value == 0xfffe || scalar.value == 0xffff: result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
