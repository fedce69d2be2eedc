import BoundKernel
import Networks

/// Deliberately false relatives of the theorems about convolutional networks. Each names the ensemble in which it falls.
extension Theorem {
  private typealias Terms = ConvolutionTerms

  /// `conv.congruence` with the second moment of the windows of periodically continued inputs in place of M_0.
  public static func controlPaddingForgotten() throws(TheoremError) -> Theorem {
    let windows = MatrixTerm.symbol(.periodicWindows)
    return try control(
      "padding-forgotten", "conv.congruence for inputs continued periodically in place of zero padding.",
      on: .conv(.smallLines), σmax(windows).squared * σmax(Terms.all).squared,
      over: σcol(windows).squared * σpositive(Terms.all).squared)
  }

  /// `conv.congruence` with the kernel of layer 1 flipped: a convolution taken for its transpose.
  public static func controlKernelTransposed() throws(TheoremError) -> Theorem {
    let flipped = MatrixTerm.symbol(.flippedKernelMaps)
    return try control(
      "kernel-transposed", "conv.congruence with the first kernel flipped: a convolution taken for its transpose.",
      on: .conv(.smallPairs), λmax(Terms.M) * σmax(flipped).squared, over: λmin(Terms.M) * σpositive(flipped).squared)
  }

  /// `linear.weyl` for the layers as maps of whole images, as if every position had weights of its own.
  public static func controlSharingIgnored() throws(TheoremError) -> Theorem {
    let (l, P, Q) = (LinearTerms.l, LinearTerms.P, LinearTerms.Q)
    return try control(
      "sharing-ignored", "linear.weyl for the layers as maps of images, as if every position had weights of its own.",
      on: .conv(.smallPairs),
      λmax(Terms.M) * .sum(over: l, σmax(P).squared * σmax(Q).squared),
      over: λmin(Terms.M) * .sum(over: l, σrow(P).squared * σcol(Q).squared))
  }
}
