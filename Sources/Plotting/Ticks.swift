/// Ticks at round numbers and the axis interval they belong to.
///
/// Linear axes step by 1, 2 or 5 times a power of ten and end at ticks: 3 to 9 ticks, strictly increasing.
/// Logarithmic axes choose, by the ratio of the ends: linear steps (up to 3), 1–2–5 (up to about two decades), decades,
/// every second, fifth, tenth … decade, 3 to 9 in all. An axis by decades ends at a minor tick rather than at a decade,
/// so that up to nine tenths of a decade aren't wasted. Integer axes step by at least 1; only
/// an axis from one integer to the next has two ticks.
public struct Ticks: Sendable, Equatable {
  /// A labelled tick.
  public struct Major: Sendable, Equatable {
    /// Where the tick is.
    public let value: Double
    /// What it says.
    public let label: String
  }

  /// The interval of the axis; it covers the data.
  public let domain: ClosedRange<Double>
  /// The labelled ticks, increasing.
  public let major: [Major]
  /// The unlabelled ticks, increasing; only on axes by decades.
  public let minor: [Double]

  /// Chooses ticks for data from `lower` to `upper`; the order of the two doesn't matter.
  ///
  /// Data whose relative width is below 1e-6 are given an interval of ±10 % (linear) or one of a factor 2 either way
  /// (logarithmic), in which they look as constant as they are; zero alone is given −1 to 1.
  /// - Throws: `PlotError` for values that the kind of axis can't show.
  public init(_ kind: Scale.Kind, from lower: Double, to upper: Double) throws(PlotError) {
    try Scale.check(lower, on: kind, series: "axis", index: 0)
    try Scale.check(upper, on: kind, series: "axis", index: 1)
    let (low, high) = Ticks.widened(kind, min(lower, upper), max(lower, upper))
    switch kind {
    case .linear: self = Ticks.linear(low, high, smallestStep: nil, maximum: 7)
    case .integer: self = Ticks.linear(low, high, smallestStep: 0, maximum: 9)
    case .logarithmic: self = Ticks.logarithmic(low, high)
    }
  }

  /// Takes the caller's ticks, if there are any; the interval covers them and the data.
  ///
  /// - Throws: `PlotError` for values that the kind of axis can't show.
  public init(_ kind: Scale.Kind, from lower: Double, to upper: Double, at values: [Double]) throws(PlotError) {
    for (index, value) in values.enumerated() {
      try Scale.check(value, on: kind, series: "ticks", index: index)
    }
    guard !values.isEmpty else {
      try self.init(kind, from: lower, to: upper)
      return
    }
    let natural = try Ticks(kind, from: min(lower, values.min() ?? lower), to: max(upper, values.max() ?? upper))
    let low = min(lower, upper, values.min() ?? lower)
    let high = max(lower, upper, values.max() ?? upper)
    self.init(
      domain: low < high ? low...high : natural.domain,
      major: Set(values).sorted().map { Major(value: $0, label: NumberText.rounded($0, digits: 6)) }, minor: [])
  }

  init(domain: ClosedRange<Double>, major: [Major], minor: [Double]) {
    self.domain = domain
    self.major = major
    self.minor = minor
  }

  private static func widened(_ kind: Scale.Kind, _ low: Double, _ high: Double) -> (Double, Double) {
    let magnitude = max(abs(low), abs(high))
    if kind != .logarithmic && magnitude < 1e-290 { return (-1, 1) }
    guard high - low <= 1e-6 * magnitude else { return (low, high) }
    switch kind {
    case .linear: return (low - 0.1 * magnitude, high + 0.1 * magnitude)
    case .integer: return (low - max(1, 0.1 * magnitude), high + max(1, 0.1 * magnitude))
    case .logarithmic: return (max(low / 2, 1e-300), min(high * 2, 1e300))
    }
  }

  /// The finest 1–2–5 step with at most `maximum` ticks; `smallestStep` is an exponent of ten.
  private static func linear(_ low: Double, _ high: Double, smallestStep: Int?, maximum: Int) -> Ticks {
    var exponent = PowersOfTen.floorExponent(high - low) - 2
    if let smallestStep { exponent = max(exponent, smallestStep) }
    while true {
      for digits in [1, 2, 5] {
        let step = PowersOfTen.multiple(digits, exponent)
        // Steps far finer than the values exceed Int; such steps are too many anyway.
        guard max(abs(low), abs(high)) / step < 1e15 else { continue }
        var first = Int((low / step).rounded(.down))
        var last = Int((high / step).rounded(.up))
        // The quotient may round across a multiple that is exact in decimal.
        if PowersOfTen.multiple((first + 1) * digits, exponent) <= low { first += 1 }
        if PowersOfTen.multiple((last - 1) * digits, exponent) >= high { last -= 1 }
        while PowersOfTen.multiple(first * digits, exponent) > low { first -= 1 }
        while PowersOfTen.multiple(last * digits, exponent) < high { last += 1 }
        guard last - first < maximum else { continue }
        // One style for an axis: all plain, or all multiples of one power of ten.
        let largest = max(abs(first), abs(last)) * digits
        let leading = NumberText.leadingExponent(largest, exponent: exponent)
        let major = (first...last).map { index in
          Major(
            value: PowersOfTen.multiple(index * digits, exponent),
            label: NumberText.isPlain(leading)
              ? NumberText.plain(index * digits, exponent: exponent)
              : NumberText.scaled(index * digits, exponent: exponent, power: leading))
        }
        return Ticks(domain: major[0].value...major[major.count - 1].value, major: major, minor: [])
      }
      exponent += 1
    }
  }

  private static func logarithmic(_ low: Double, _ high: Double) -> Ticks {
    if high <= 3 * low { return linear(low, high, smallestStep: nil, maximum: 7) }
    let bottom = PowersOfTen.floorExponent(low)
    let top = PowersOfTen.floorExponent(high)
    if top - bottom <= 2 {
      let candidates = (bottom...(top + 1)).flatMap { exponent in
        [1, 2, 5].map { (digits: $0, exponent: exponent, value: PowersOfTen.multiple($0, exponent)) }
      }
      let chosen = covering(candidates, low, high) { $0.value }
      if chosen.count <= 7 {
        let isPlain = chosen.allSatisfy { NumberText.isPlain($0.exponent) }
        let major = chosen.map { tick in
          Major(
            value: tick.value,
            label: isPlain
              ? NumberText.plain(tick.digits, exponent: tick.exponent)
              : NumberText.scaled(tick.digits, exponent: tick.exponent, power: tick.exponent))
        }
        return Ticks(domain: major[0].value...major[major.count - 1].value, major: major, minor: [])
      }
    }
    return decades(low, high, bottom, top)
  }

  private static func decades(_ low: Double, _ high: Double, _ bottom: Int, _ top: Int) -> Ticks {
    let end = PowersOfTen.power(top) < high ? top + 1 : top
    var ticks: [Double] = []
    var exponents: [Int] = []
    for stride in [1, 2, 5, 10, 20, 50, 100] {
      let fine = (bottom...end).flatMap { exponent -> [Double] in
        stride == 1 ? (1...9).map { PowersOfTen.multiple($0, exponent) } : [PowersOfTen.power(exponent)]
      }
      ticks = covering(fine, low, high) { $0 }
      let (from, to) = (ticks[0], ticks[ticks.count - 1])
      exponents = (bottom...end).filter {
        $0.isMultiple(of: stride) && from <= PowersOfTen.power($0) && PowersOfTen.power($0) <= to
      }
      if exponents.count > 7 { continue }
      if exponents.count < 3 {
        // Too few labels fall inside: the axis is drawn out to labelled ticks.
        let first = bottom - (bottom % stride + stride) % stride
        exponents = Array(Swift.stride(from: first, to: end + stride, by: stride))
        let (from, to) = (PowersOfTen.power(first), PowersOfTen.power(exponents[exponents.count - 1]))
        ticks = [from] + fine.filter { from < $0 && $0 < to } + [to]
      }
      break
    }
    // One style for an axis: plain, or powers throughout (but 1 and 10 stay what they are).
    let plain = exponents.allSatisfy { (-3...4).contains($0) }
    let major = exponents.map { exponent in
      Major(
        value: PowersOfTen.power(exponent),
        label: plain
          ? NumberText.plain(1, exponent: exponent) : NumberText.scaled(1, exponent: exponent, power: exponent))
    }
    let labelled = Set(major.map(\.value))
    return Ticks(
      domain: ticks[0]...ticks[ticks.count - 1], major: major, minor: ticks.filter { !labelled.contains($0) })
  }

  /// The shortest run of increasing candidates that covers the data.
  private static func covering<Candidate>(
    _ candidates: [Candidate], _ low: Double, _ high: Double, value: (Candidate) -> Double
  ) -> [Candidate] {
    let first = candidates.lastIndex { value($0) <= low } ?? 0
    let last = candidates.firstIndex { value($0) >= high } ?? candidates.count - 1
    return Array(candidates[first...max(first, last)])
  }
}
