import CLapacke

/// The linear algebra library underneath.
public enum BLAS {
  private static let oneThread: Void = { openblas_set_num_threads(1) }()

  /// Trials run in parallel, so BLAS doesn't: with one thread results don't depend on the machine's load, and two threads
  /// were measured slower at these sizes.
  static func useOneThread() { oneThread }

  /// Names and versions, for the provenance of results.
  public static var description: String {
    useOneThread()
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    unsafe LAPACKE_ilaver(&major, &minor, &patch)
    let configuration = unsafe String(cString: openblas_get_config()).split(separator: " ").prefix(2)
    let core = unsafe String(cString: openblas_get_corename())
    return "LAPACK \(major).\(minor).\(patch), \(configuration.joined(separator: " ")) (\(core) kernels, 1 thread)"
  }
}
