import Testing

@testable import LinearAlgebra

/// The arithmetic behind exact ranks, against doubling and adding.
@Suite struct PrimeModulusTests {
  /// ab modulo p without a product of two words: p < 2⁶² leaves room for a sum of two residues.
  private static func product(_ a: UInt64, _ b: UInt64, modulo p: UInt64) -> UInt64 {
    var (sum, summand, rest): (UInt64, UInt64, UInt64) = (0, a % p, b)
    while rest > 0 {
      if rest & 1 == 1 { sum = (sum + summand) % p }
      summand = (summand + summand) % p
      rest >>= 1
    }
    return sum
  }

  private static func residues(_ modulus: PrimeModulus) -> [UInt64] {
    let p = modulus.rawValue
    var samples = Samples(p)
    let edges: [UInt64] = [0, 1, 2, 7, 8, 57, 1 << 32, 1 << 60, p / 2, p / 2 + 1, p - 8, p - 2, p - 1]
    return edges + (0..<40).map { _ in samples.number().bitPattern % p }
  }

  @Test(arguments: PrimeModulus.usual) func arithmetic(_ modulus: PrimeModulus) {
    let p = modulus.rawValue
    for a in Self.residues(modulus) {
      for b in Self.residues(modulus) {
        #expect(modulus.multiply(a, b) == Self.product(a, b, modulo: p))
        #expect(modulus.add(a, b) == (a + b) % p)
        #expect(modulus.subtract(a, b) == (a + (p - b)) % p)
      }
      if a != 0 { #expect(Self.product(a, modulus.inverse(a), modulo: p) == 1) }
    }
  }

  @Test(arguments: PrimeModulus.usual) func powers(_ modulus: PrimeModulus) {
    for base in Self.residues(modulus) {
      var expected: UInt64 = 1
      for exponent: UInt64 in 0..<70 {
        #expect(modulus.power(base, exponent) == expected)
        expected = Self.product(expected, base, modulo: modulus.rawValue)
      }
    }
  }

  /// Miller and Rabin's test with the first twelve primes decides below 3.3·10²⁴ (Sorenson and Webster 2015).
  @Test(arguments: PrimeModulus.allCases) func modulusIsPrime(_ modulus: PrimeModulus) {
    let p = modulus.rawValue
    let twos = (p - 1).trailingZeroBitCount
    for base: UInt64 in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37] {
      var (power, square, rest): (UInt64, UInt64, UInt64) = (1, base, (p - 1) >> UInt64(twos))
      while rest > 0 {
        if rest & 1 == 1 { power = Self.product(power, square, modulo: p) }
        square = Self.product(square, square, modulo: p)
        rest >>= 1
      }
      var passes = power == 1 || power == p - 1
      for _ in 1..<max(twos, 1) where !passes {
        power = Self.product(power, power, modulo: p)
        passes = power == p - 1
      }
      #expect(passes, "\(base) is a witness that \(p) is composite")
    }
  }

  /// Doubled from the least subnormal up to the largest exponent, a residue doubles; at 1 it's 1.
  @Test(arguments: PrimeModulus.usual) func residuesOfPowersOfTwo(_ modulus: PrimeModulus) {
    var expected = modulus.residue(0x1p-1074)
    for exponent in -1074...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(modulus.residue(power) == expected, "2^\(exponent)")
      if exponent == 0 { #expect(expected == 1) }
      expected = (expected + expected) % modulus.rawValue
    }
  }

  @Test(arguments: PrimeModulus.usual) func residuesOfNumbers(_ modulus: PrimeModulus) {
    let p = modulus.rawValue
    #expect(modulus.residue(0) == 0 && modulus.residue(-0.0) == 0)
    // The largest mantissa: no exponent shifted away, no bit of the significand lost.
    #expect(modulus.residue(0x1p53 - 1) == (1 << 53) - 1)
    #expect(
      modulus.residue(.greatestFiniteMagnitude) == Self.product((1 << 53) - 1, modulus.residue(0x1p971), modulo: p))
    #expect(
      modulus.residue(.leastNormalMagnitude.nextDown)
        == Self.product((1 << 52) - 1, modulus.residue(.leastNonzeroMagnitude), modulo: p))
    var samples = Samples(61)
    for _ in 0..<200 {
      let (x, y) = ((samples.number() * 0x1p26).rounded(), (samples.number() * 0x1p26).rounded())
      let (a, b) = (modulus.residue(x), modulus.residue(y))
      #expect(a == (x < 0 ? p - UInt64(-x) : UInt64(x)))
      // Products and sums of 26-bit numbers are exact, and so is a shift of the point.
      #expect(modulus.residue(x * y) == Self.product(a, b, modulo: p))
      #expect(modulus.residue(x + y) == (a + b) % p)
      #expect(Self.product(modulus.residue(x * 0x1p-40), 1 << 40, modulo: p) == a)
      #expect(modulus.residue(-x) == (p - a) % p)
    }
  }
}
