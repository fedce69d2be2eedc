extension Double {
  /// How many doubles apart a finite number and the one of this bit pattern are; a change of sign is as far as can be.
  func distance(inUnitsInTheLastPlaceTo bitPattern: UInt64) -> UInt64 {
    let other = Double(bitPattern: bitPattern)
    if self == other { return 0 }
    guard isFinite, other.isFinite, sign == other.sign else { return .max }
    return self.bitPattern > bitPattern ? self.bitPattern - bitPattern : bitPattern - self.bitPattern
  }
}
