/// Colours, dashes and markers that stay distinct for colour-blind readers and in print.
///
/// Series colours are those of M. Okabe and K. Ito, “Color Universal Design” (2008), without yellow, which is too faint
/// on white, and two more, wine and olive of P. Tol, “Colour schemes” (2021). The heat map's ramp is viridis (S. van der
/// Walt and N. Smith, 2015), whose lightness increases throughout.
public enum Palette {
  /// A colour, 0 to 255 a channel.
  public struct Colour: Sendable, Equatable {
    /// Red.
    public let red: Int
    /// Green.
    public let green: Int
    /// Blue.
    public let blue: Int

    init(_ hexadecimal: Int) {
      red = hexadecimal >> 16 & 255
      green = hexadecimal >> 8 & 255
      blue = hexadecimal & 255
    }

    init(red: Int, green: Int, blue: Int) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// `#rrggbb`.
    public var hexadecimal: String {
      "#"
        + [red, green, blue].map { channel in
          let digits = String(channel, radix: 16)
          return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    /// The colour mixed with another; `share` 0 keeps it.
    func mixed(with other: Colour, share: Double) -> Colour {
      func channel(_ own: Int, _ others: Int) -> Int {
        Int((Double(own) + share * Double(others - own)).rounded())
      }
      return Colour(
        red: channel(red, other.red), green: channel(green, other.green), blue: channel(blue, other.blue))
    }

    /// Whether white text reads better on the colour than black (relative luminance of WCAG 2.1, gamma taken as 2).
    var isDark: Bool {
      func linear(_ channel: Int) -> Double {
        let share = Double(channel) / 255
        return share * share
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) < 0.2
    }
  }

  /// The shape of a marker.
  enum Marker: Int, CaseIterable {
    case circle, square, triangle, diamond, invertedTriangle, cross, plus
  }

  static let white = Colour(0xffffff)
  static let text = Colour(0x1a1a1a)
  static let quiet = Colour(0x555555)
  static let grid = Colour(0xdddddd)
  static let missing = Colour(0xc8c8c8)

  /// The nine colours of series, in the order used.
  public static let series = [
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x882255, 0x999933,
  ].map(Colour.init)

  /// The colour of the series at an index; colours repeat after nine, with another dash and marker.
  public static func colour(_ index: Int) -> Colour { series[(index % series.count + series.count) % series.count] }

  /// The dash pattern of the line at an index, `nil` for a solid one; with the colour distinct for 36 lines.
  static func dash(_ index: Int) -> String? {
    [nil, "9 4", "3 3", "12 4 3 4"][index % 4]
  }

  static func marker(_ index: Int) -> Marker {
    Marker.allCases[(index + index / series.count) % Marker.allCases.count]
  }

  /// The fill at an index: the nine colours, then nine tints of them, then grey.
  static func fill(_ index: Int) -> Colour {
    if index < series.count { return series[index] }
    return index < 2 * series.count ? series[index - series.count].mixed(with: white, share: 0.6) : missing
  }

  /// Viridis at `share` from 0 (dark) to 1 (bright), linear between eleven stops; clamped outside.
  public static func ramp(_ share: Double) -> Colour {
    let place = min(max(share, 0), 1) * Double(rampStops.count - 1)
    let index = min(Int(place), rampStops.count - 2)
    return rampStops[index].mixed(with: rampStops[index + 1], share: place - Double(index))
  }

  static let rampStops = [
    0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725,
  ].map(Colour.init)
}
