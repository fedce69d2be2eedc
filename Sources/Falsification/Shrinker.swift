/// One way to make a failing value simpler.
public struct ShrinkPass<Value> {
  /// What is simplified.
  public let name: String
  /// Simpler values to try, the boldest first.
  public let candidates: (Value) -> [Value]

  /// A pass by name.
  public init(_ name: String, _ candidates: @escaping (Value) -> [Value]) {
    self.name = name
    self.candidates = candidates
  }
}

/// Makes a failing value as simple as it gets while it still fails.
///
/// Greedy: the first candidate of the first pass that is simpler and still fails is taken, and the passes start over. Every
/// step lowers the complexity, so shrinking ends.
public struct Shrinker<Value> {
  let passes: [ShrinkPass<Value>]
  let complexity: (Value) -> [Int]
  let limit: Int

  /// - Parameters:
  ///   - passes: in order of importance.
  ///   - limit: how many candidates are tried in all.
  ///   - complexity: compared entry by entry, the first entry first.
  public init(_ passes: [ShrinkPass<Value>], limit: Int = 20_000, complexity: @escaping (Value) -> [Int]) {
    self.passes = passes
    self.complexity = complexity
    self.limit = limit
  }

  /// What shrinking led to.
  public struct Result {
    /// The simplest failing value found.
    public let value: Value
    /// How many steps led there.
    public let steps: Int
    /// Whether no candidate of any pass was left, rather than the limit reached.
    public let isMinimal: Bool
  }

  /// Shrinks a value that fails.
  public func minimize(_ value: Value, whileFailing fails: (Value) -> Bool) -> Result {
    var best = value
    var bestComplexity = complexity(value)
    var (steps, tried) = (0, 0)
    var improved = true
    while improved {
      improved = false
      search: for pass in passes {
        for candidate in pass.candidates(best) {
          let size = complexity(candidate)
          guard size.lexicographicallyPrecedes(bestComplexity) else { continue }
          tried += 1
          if tried > limit { return Result(value: best, steps: steps, isMinimal: false) }
          if fails(candidate) {
            (best, bestComplexity) = (candidate, size)
            steps += 1
            improved = true
            break search
          }
        }
      }
    }
    return Result(value: best, steps: steps, isMinimal: true)
  }
}
