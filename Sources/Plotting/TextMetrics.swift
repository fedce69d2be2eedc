/// Widths of text, estimated from DejaVu Sans, the widest of the fonts in the stack: what fits here fits everywhere.
enum TextMetrics {
  /// The width of a text at a font size.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    text.reduce(0) { $0 + advance($1) } * size * (bold ? 1.12 : 1)
  }

  private static func advance(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", "'", "|": 0.3
    case ".", ",", ":", ";", "!", " ", "f", "t", "r", "(", ")", "[", "]", "/", "-": 0.4
    case "m", "M", "w", "W", "%", "@", "—": 0.98
    case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": 0.42
    case "·": 0.32
    case "–": 0.5
    case "−", "+", "=", "<", ">", "≤", "≥", "×", "~": 0.84
    default:
      if character.isUppercase { 0.73 } else if character.utf8.count >= 3 { 0.95 } else { 0.63 }
    }
  }

  /// Lines no wider than `limit`, broken at spaces but not at non-breaking ones; a longer word is broken after a dot,
  /// hyphen or slash, or else anywhere.
  static func wrapped(_ text: String, size: Double, limit: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ candidate: String) -> Bool { width(candidate, size: size, bold: bold) <= limit }
    for word in text.split(whereSeparator: { $0.isWhitespace && $0 != "\u{a0}" }) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if fits(joined) {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while !fits(line) && line.count > 1 {
        var count = 1
        while count < line.count && fits(String(line.prefix(count + 1))) { count += 1 }
        let head = line.prefix(count)
        if let cut = head.lastIndex(where: { ".-/".contains($0) }) { count = head[...cut].count }
        lines.append(String(line.prefix(count)))
        line = String(line.dropFirst(count))
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// As few lines as `wrapped` makes, of more even length: no single word is left on the last.
  static func balanced(_ text: String, size: Double, limit: Double, bold: Bool = false) -> [String] {
    var lines = wrapped(text, size: size, limit: limit, bold: bold)
    var width = limit - 10
    while lines.count > 1 && width > limit / 2 {
      let narrower = wrapped(text, size: size, limit: width, bold: bold)
      guard narrower.count == lines.count else { break }
      lines = narrower
      width -= 10
    }
    return lines
  }
}
