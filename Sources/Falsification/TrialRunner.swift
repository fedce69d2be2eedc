/// Runs numbered trials in parallel and hands their outcomes over in the order of their numbers, so that what is made of
/// them doesn't depend on the number of jobs.
public enum TrialRunner {
  /// Runs `body` on chunks of trial numbers, `jobs` at a time.
  ///
  /// Cancelled, it starts no more chunks, hands over what the running ones still give, in order, and throws.
  ///
  /// - Parameters:
  ///   - trials: the trial numbers, ascending; taken as they're needed, never all at once.
  ///   - jobs: the number of chunks in flight.
  ///   - chunk: the number of trials in a chunk: enough to make setting up a workspace cheap.
  ///   - body: the outcomes of a chunk, one for each number in order, decided by the number alone. In a cancelled task it
  ///     may stop after some of them.
  ///   - consume: takes the outcomes one by one in the order of the numbers; `false` ends the run.
  /// - Throws: the first error of a chunk, in the order of the numbers; `CancellationError` when cancellation left trials
  ///   undone.
  public static func run<Outcome: Sendable>(
    _ trials: some Sequence<Int>, jobs: Int, chunk: Int = 32,
    body: @escaping @Sendable ([Int]) throws -> [Outcome],
    consume: (_ trial: Int, _ outcome: Outcome) throws -> Bool
  ) async throws {
    let size = max(1, chunk)
    var rest = trials.makeIterator()
    typealias Chunk = (numbers: [Int], result: Result<[Outcome], any Error>)
    try await withThrowingTaskGroup(of: (order: Int, chunk: Chunk).self) { group in
      var started = 0
      var isComplete = true
      @discardableResult func start() -> Bool {
        if Task.isCancelled {
          if rest.next() != nil { isComplete = false }
          return false
        }
        var numbers: [Int] = []
        while numbers.count < size, let number = rest.next() { numbers.append(number) }
        guard !numbers.isEmpty else { return false }
        let (order, taken) = (started, numbers)
        group.addTask { (order, (taken, Result { try body(taken) })) }
        started += 1
        return true
      }
      for _ in 0..<max(1, jobs) where !start() { break }
      var finished: [Int: Chunk] = [:]
      var next = 0
      while let (order, chunk) = try await group.next() {
        finished[order] = chunk
        start()
        while let (numbers, result) = finished.removeValue(forKey: next) {
          let outcomes = try result.get()
          for (number, outcome) in zip(numbers, outcomes) {
            guard try consume(number, outcome) else {
              group.cancelAll()
              return
            }
          }
          if outcomes.count < numbers.count { isComplete = false }
          next += 1
        }
      }
      if !isComplete { throw CancellationError() }
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
