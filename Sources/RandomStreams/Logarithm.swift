/// The natural logarithm by + − × ÷ only, so that its last bit doesn't depend on a platform's mathematical library.
///
/// x = 2ᵉ·m with √½ ≤ m < √2; then ln m = 2 artanh s with s = f/(2 + f), f = m − 1, by the series of artanh up to s²¹,
/// whose remainder is below 2⁻⁶⁰ of the sum since |s| < 0.172. As 2s = f − s·f and s·f = f²/2 − s·f²/2, the value is
/// f minus a small correction, which keeps the error within one unit in the last place.
public enum Logarithm {
  /// ln x, within one unit in the last place: −∞ at zero, NaN below zero, ∞ at ∞.
  public static func natural(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    var (significand, exponent) = (x.significand, Double(x.exponent))
    if significand >= 0x1.6a09e667f3bcdp0 {
      significand /= 2
      exponent += 1
    }
    let f = significand - 1
    let s = f / (2 + f)
    let half = f * f / 2
    let correction = half - (s * (half + tail(s * s)) + exponent * 0x1.ef35793c7673p-45)
    // The high part of ln 2 has 42 bits, so that its product with an exponent is exact.
    return exponent * 0x1.62e42fefa38p-1 - (correction - f)
  }

  /// 2 (artanh s − s)/s as a polynomial in z = s²: Σ 2 zᵏ/(2k + 1), k = 1…10, the even and the odd k apart for speed.
  private static func tail(_ z: Double) -> Double {
    let square = z * z
    let odd = 2.0 / 3 + square * (2.0 / 7 + square * (2.0 / 11 + square * (2.0 / 15 + square * (2.0 / 19))))
    let even = 2.0 / 5 + square * (2.0 / 9 + square * (2.0 / 13 + square * (2.0 / 17 + square * (2.0 / 21))))
    return z * (odd + z * even)
  }
}
