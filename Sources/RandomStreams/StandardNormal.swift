#if canImport(Glibc)
  // Only to link: `squareRoot()` is the processor's instruction, but its error path names the C library's `sqrt`.
  import Glibc
#endif

/// The standard normal distribution.
public enum StandardNormal {
  /// The quantile (inverse of the cumulative distribution function) at `p`, accurate to about 1 part in 10¹⁶.
  ///
  /// −∞ at 0, ∞ at 1, NaN outside [0, 1]. Only + − × ÷ √ of IEEE 754, so every platform gives the same bits.
  ///
  /// Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37,
  /// 1988, PPND16. The coefficients are hexadecimal, since decimal literals may be rounded twice, by way of an extended
  /// format that not every platform has; the decimals printed in the paper follow them.
  @inlinable
  public static func quantile(_ p: Double) -> Double {
    let q = p - 0.5
    guard q.magnitude <= 0.425 else { return tailQuantile(p) }
    let r = 0.180625 - q * q
    let numerator = polynomial(
      r,
      0x1.b18d91e9eef75p1,  // 3.3871328727963666080
      0x1.0a4888b1a436ep7,  // 1.3314166789178437745E+2
      0x1.ece5d2213c0ccp10,  // 1.9715909503065514427E+3
      0x1.ad1d8cd4ee71dp13,  // 1.3731693765509461125E+4
      0x1.66c3e869b752ap15,  // 4.5921953931549871457E+4
      0x1.06c1c55b78f2p16,  // 6.7265770927008700853E+4
      0x1.052d26b2e45e4p15,  // 3.3430575583588128105E+4
      0x1.39a296f7d925ep11)  // 2.5090809287301226727E+3
    let denominator = polynomial(
      r,
      1,
      0x1.5281b386e1ab5p5,  // 4.2313330701600911252E+1
      0x1.5797efdc8b3f7p9,  // 6.8718700749205790830E+2
      0x1.512322e75c89fp12,  // 5.3941960214247511077E+3
      0x1.4b772d5d65266p14,  // 2.1213794301586595867E+4
      0x1.3317caa64f4bep15,  // 3.9307895800092710610E+4
      0x1.c0e457cb1ae76p14,  // 2.8729085735721942674E+4
      0x1.46a7eca984b69p12)  // 5.2264952788528545610E+3
    return q * numerator / denominator
  }

  /// Nearer than 0.075 to 0 or 1.
  @usableFromInline
  static func tailQuantile(_ p: Double) -> Double {
    let upper = p > 0.5
    let probability = upper ? 1 - p : p
    guard probability > 0 else { return probability < 0 || p.isNaN ? .nan : upper ? .infinity : -.infinity }
    let r = (-Logarithm.natural(probability)).squareRoot()
    let magnitude = r <= 5 ? middle(r - 1.6) : far(r - 5)
    return upper ? magnitude : -magnitude
  }

  private static func middle(_ r: Double) -> Double {
    let numerator = polynomial(
      r,
      0x1.6c665fde9526ap0,  // 1.42343711074968357734
      0x1.2857748cab19bp2,  // 4.63033784615654529590
      0x1.713f71462256ap2,  // 5.76949722146069140550
      0x1.d2ecb1a3d02c4p1,  // 3.64784832476320460504
      0x1.453cc085375b2p0,  // 1.27045825245236838258
      0x1.ef2abb9b85c37p-3,  // 2.41780725177450611770E-1
      0x1.744eb6c45ec67p-6,  // 2.27238449892691845833E-2
      0x1.9615ac0b7ace9p-11)  // 7.74545014278341407640E-4
    let denominator = polynomial(
      r,
      1,
      0x1.06cefbb46a449p1,  // 2.05319162663775882187
      0x1.ad278e6526633p0,  // 1.67638483018380384940
      0x1.61292f23385c9p-1,  // 6.89767334985100004550E-1
      0x1.2f5123394f04p-3,  // 1.48103976427480074590E-1
      0x1.f207a7eab17bfp-7,  // 1.51986665636164571966E-2
      0x1.1f18cbfdf2728p-11,  // 5.47593808499534494600E-4
      0x1.20d3f686439e4p-30)  // 1.05075007164441684324E-9
    return numerator / denominator
  }

  private static func far(_ r: Double) -> Double {
    let numerator = polynomial(
      r,
      0x1.aa1b1c13ee526p2,  // 6.65790464350110377720
      0x1.5daea6e875003p2,  // 5.46378491116411436990
      0x1.c8ea6461fa445p0,  // 1.78482653991729133580
      0x1.2fad9315255cfp-2,  // 2.96560571828504891230E-1
      0x1.b2b41193b4ee7p-6,  // 2.65321895265761230930E-2
      0x1.45c1908425345p-10,  // 1.24266094738807843860E-3
      0x1.c6ec6cc59e02ap-16,  // 2.71155556874348757815E-5
      0x1.afb74d693bf93p-23)  // 2.01033439929228813265E-7
    let denominator = polynomial(
      r,
      1,
      0x1.331d34fc7d77fp-1,  // 5.99832206555887937690E-1
      0x1.186eb183443fbp-3,  // 1.36929880922735805310E-1
      0x1.e76f93215462ap-7,  // 1.48753612908506148525E-2
      0x1.9c8bc979dc5d7p-11,  // 7.86869131145613259100E-4
      0x1.35c2c496374bfp-16,  // 1.84631831751005468180E-5
      0x1.31446f740b9ep-23,  // 1.42151175831644588870E-7
      0x1.269bff1f8c19p-49)  // 2.04426310338993978564E-15
    return numerator / denominator
  }

  /// The polynomial of degree seven with these coefficients, the constant one first, by Horner's rule.
  @inlinable @inline(__always)
  static func polynomial(
    _ r: Double, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double, _ c5: Double, _ c6: Double,
    _ c7: Double
  ) -> Double {
    ((((((c7 * r + c6) * r + c5) * r + c4) * r + c3) * r + c2) * r + c1) * r + c0
  }
}
