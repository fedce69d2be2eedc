/// Runs numbered trials in parallel and hands their outcomes over in the order of their numbers, so that what is made of
/// them doesn't depend on the number of jobs.
public enum TrialRunner {
  /// Runs `body` on chunks of consecutive trial numbers, `jobs` at a time.
  ///
  /// - Parameters:
  ///   - trials: the trial numbers.
  ///   - jobs: the number of chunks in flight.
  ///   - chunk: the number of trials in a chunk: enough to make setting up a workspace cheap.
  ///   - body: the outcomes of a chunk, one for each number in order. It decides by the number alone.
  ///   - consume: takes the outcomes one by one in the order of the numbers; `false` ends the run.
  /// - Throws: the first error of a chunk, in the order of the numbers; or cancellation.
  public static func run<Outcome: Sendable>(
    _ trials: Range<Int>, jobs: Int, chunk: Int = 32,
    body: @escaping @Sendable (Range<Int>) throws -> [Outcome],
    consume: (_ trial: Int, _ outcome: Outcome) throws -> Bool
  ) async throws {
    let size = max(1, chunk)
    var pending = stride(from: trials.lowerBound, to: trials.upperBound, by: size).makeIterator()
    try await withThrowingTaskGroup(of: (Int, Result<[Outcome], any Error>).self) { group in
      @discardableResult func start() -> Bool {
        guard let first = pending.next() else { return false }
        let range = first..<min(first + size, trials.upperBound)
        group.addTask { (first, Result { try body(range) }) }
        return true
      }
      for _ in 0..<max(1, jobs) where !start() { break }
      var finished: [Int: Result<[Outcome], any Error>] = [:]
      var next = trials.lowerBound
      while let (first, result) = try await group.next() {
        finished[first] = result
        start()
        while let outcomes = try finished.removeValue(forKey: next)?.get() {
          for (offset, outcome) in outcomes.enumerated() {
            guard try consume(next + offset, outcome) else {
              group.cancelAll()
              return
            }
          }
          next += size
          try Task.checkCancellation()
        }
      }
    }
  }

  /// The first value that a generator accepts to give, its random state derived from the attempt's number.
  ///
  /// - Parameter limit: how many attempts are made before the generator is blamed.
  public static func firstAccepted<Value>(
    limit: Int = 100, _ attempt: (_ number: UInt64) throws -> Value?
  ) throws -> Value {
    let attempts = max(1, limit)
    for number in 0..<UInt64(attempts) {
      if let value = try attempt(number) { return value }
    }
    throw DiscardLimitReached(attempts: attempts)
  }
}

/// A generator threw away everything it drew.
public struct DiscardLimitReached: Error, Hashable, Sendable, CustomStringConvertible {
  /// How many draws were thrown away.
  public let attempts: Int

  /// What to do about it.
  public var description: String {
    "the generator discarded \(attempts) draws in a row: its ranges leave hardly anything to draw"
  }
}
