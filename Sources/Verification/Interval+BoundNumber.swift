public import BoundKernel
public import VerifiedNumerics

/// The kernel evaluates bounds in intervals as in float64: the same expressions, the same evaluation.
extension Interval: BoundNumber {}
