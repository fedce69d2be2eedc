import Falsification
import Foundation
import Testing

/// A trial that can't be run.
private struct Failure: Error, Hashable {
  let trial: Int
}

@Suite("TrialRunner", .serialized)
struct TrialRunnerTests {
  @Test(
    "outcomes come in the order of their numbers, whatever the jobs and chunks",
    arguments: [1, 2, 3, 16, 500], [1, 7, 32, 1000])
  func order(jobs: Int, chunk: Int) async throws {
    let gauge = Gauge()
    var consumed: [[Int]] = []
    try await TrialRunner.run(10..<211, jobs: jobs, chunk: chunk) { numbers in
      // The first chunk is done after a later one.
      if numbers[0] == 10, jobs > 1, chunk < 201 { gauge.wait(untilLeft: 1) }
      gauge.leave()
      return numbers.map { $0 * $0 }
    } consume: { trial, outcome in
      consumed.append([trial, outcome])
      return true
    }
    #expect(consumed == (10..<211).map { [$0, $0 * $0] })
  }

  @Test("chunks are consecutive, of the size asked for, and cover the range", arguments: [(7, 7), (32, 32), (0, 1)])
  func chunks(asked: Int, size: Int) async throws {
    var ranges: [[Int]] = []
    try await TrialRunner.run(3..<50, jobs: 4, chunk: asked) { numbers in
      numbers.map { _ in numbers }
    } consume: { trial, range in
      #expect(range.contains(trial))
      if ranges.last != range { ranges.append(range) }
      return true
    }
    #expect(ranges == stride(from: 3, to: 50, by: size).map { Array($0..<min($0 + size, 50)) })
  }

  @Test("jobs below 1 count as 1", arguments: [0, -4, Int.min])
  func fewJobs(jobs: Int) async throws {
    var sum = 0
    try await TrialRunner.run(0..<100, jobs: jobs) {
      $0
    } consume: { _, outcome in
      sum += outcome
      return true
    }
    #expect(sum == 4950)
  }

  @Test("more jobs than trials do no harm")
  func manyJobs() async throws {
    var sum = 0
    try await TrialRunner.run(0..<100, jobs: 100_000) {
      $0
    } consume: { _, outcome in
      sum += outcome
      return true
    }
    #expect(sum == 4950)
  }

  @Test("an empty range runs nothing")
  func empty() async throws {
    try await TrialRunner.run(5..<5, jobs: 3) { numbers -> [Int] in
      Issue.record("body ran on \(numbers)")
      return []
    } consume: { trial, _ in
      Issue.record("trial \(trial) was consumed")
      return true
    }
  }

  @Test("no more chunks are in flight than jobs", arguments: [1, 2, 4])
  func inFlight(jobs: Int) async throws {
    let gauge = Gauge()
    try await TrialRunner.run(0..<120, jobs: jobs, chunk: 4) { numbers in
      gauge.enter()
      defer { gauge.leave() }
      Thread.sleep(forTimeInterval: 0.002)
      return numbers
    } consume: { _, _ in
      true
    }
    #expect(gauge.most <= jobs)
    #expect(gauge.entered == 30)
  }

  // MARK: Errors

  @Test(
    "the error thrown is the first by number, after all outcomes before its chunk", arguments: [1, 2, 8], [20, 30, 40])
  func errors(jobs: Int, late: Int) async {
    let gauge = Gauge()
    var consumed: [Int] = []
    await #expect(throws: Failure(trial: 40)) {
      try await TrialRunner.run(0..<100, jobs: jobs, chunk: 10) { numbers in
        // One chunk is done after a later one has failed.
        if numbers[0] == late, jobs > 1 { gauge.wait(untilLeft: 1) }
        if numbers[0] >= 40 {
          gauge.leave()
          throw Failure(trial: numbers[0])
        }
        return numbers
      } consume: { trial, _ in
        consumed.append(trial)
        return true
      }
    }
    #expect(consumed == Array(0..<40))
  }

  @Test("an error of consume ends the run")
  func consumeError() async {
    var consumed: [Int] = []
    await #expect(throws: Failure(trial: 25)) {
      try await TrialRunner.run(0..<100, jobs: 3, chunk: 10) {
        $0
      } consume: { trial, _ in
        if trial == 25 { throw Failure(trial: trial) }
        consumed.append(trial)
        return true
      }
    }
    #expect(consumed == Array(0..<25))
  }

  // MARK: Ending early

  @Test("consume returning false ends the run there and leaves later chunks undone", arguments: [1, 2, 6])
  func stop(jobs: Int) async throws {
    let gauge = Gauge()
    var consumed: [Int] = []
    try await TrialRunner.run(0..<10_000_000, jobs: jobs, chunk: 10) { numbers in
      gauge.enter()
      gauge.leave()
      return numbers
    } consume: { trial, _ in
      consumed.append(trial)
      return trial < 33
    }
    #expect(consumed == Array(0...33))
    #expect(gauge.entered < 1_000_000)
  }

  @Test("an error in a chunk after the stop isn't thrown", arguments: [1, 4])
  func stopBeforeError(jobs: Int) async throws {
    var last = -1
    try await TrialRunner.run(0..<100, jobs: jobs, chunk: 10) { numbers in
      if numbers.contains(50) { throw Failure(trial: 50) }
      return numbers
    } consume: { trial, _ in
      last = trial
      return trial < 49
    }
    #expect(last == 49)
  }

  @Test("a cancelled task ends with CancellationError before its last trial", .timeLimit(.minutes(10)))
  func cancellation() async {
    let gauge = Gauge()
    let canceller = Canceller()
    let task = Task {
      var consumed = 0
      try await TrialRunner.run(0..<10_000_000, jobs: 2, chunk: 10) { numbers in
        gauge.enter()
        if gauge.entered >= 3 { canceller.cancel() }
        return numbers
      } consume: { _, _ in
        consumed += 1
        return true
      }
      return consumed
    }
    canceller.aim(at: task)
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(gauge.entered < 1_000_000)
  }
}

@Suite("TrialRunner, cancelled", .serialized)
struct CancelledTrialRunnerTests {
  /// Every trial that a chunk finished is consumed, in order, also of a chunk that stopped half-way.
  @Test("what was finished before the cancellation is handed over", .timeLimit(.minutes(10)), arguments: [1, 3])
  func finished(jobs: Int) async {
    let done = Ledger()
    let canceller = Canceller()
    let task = Task {
      var consumed: [Int] = []
      do {
        try await TrialRunner.run(stride(from: 0, to: 1_000_000, by: 3), jobs: jobs, chunk: 10) { numbers in
          var outcomes: [Int] = []
          for number in numbers where !Task.isCancelled {
            done.add(number)
            outcomes.append(number)
            Thread.sleep(forTimeInterval: 0.0005)
            if done.numbers.count >= 25 { canceller.cancel() }
          }
          return outcomes
        } consume: { trial, outcome in
          #expect(trial == outcome)
          consumed.append(trial)
          return true
        }
        Issue.record("not cancelled")
      } catch { #expect(error is CancellationError) }
      return consumed
    }
    canceller.aim(at: task)
    let consumed = await task.value
    #expect(consumed == consumed.sorted())
    #expect(consumed == done.numbers.sorted())
    #expect(consumed.count < 10_000)
  }
}

@Suite("TrialRunner, cut short")
struct ShortChunkTests {
  @Test("a chunk that stopped half-way is incomplete, although it's the last")
  func lastChunk() async {
    var consumed: [Int] = []
    await #expect(throws: CancellationError.self) {
      try await TrialRunner.run(0..<20, jobs: 2, chunk: 10) { numbers in
        numbers[0] == 10 ? Array(numbers.prefix(4)) : numbers
      } consume: { trial, _ in
        consumed.append(trial)
        return true
      }
    }
    #expect(consumed == Array(0..<14))
  }
}

@Suite("firstAccepted")
struct FirstAcceptedTests {
  @Test("attempts are numbered from 0, and the first value is taken", arguments: [0, 1, 41, 99])
  func first(accepted: UInt64) throws {
    var numbers: [UInt64] = []
    let value = try TrialRunner.firstAccepted { number in
      numbers.append(number)
      return number >= accepted ? "value \(number)" : nil
    }
    #expect(value == "value \(accepted)")
    #expect(numbers == Array(0...accepted))
  }

  @Test("a generator that discards everything is blamed after the limit", arguments: [1, 7, 100])
  func limit(limit: Int) throws {
    var attempts = 0
    let error = #expect(throws: DiscardLimitReached.self) {
      try TrialRunner.firstAccepted(limit: limit) { _ -> Int? in
        attempts += 1
        return nil
      }
    }
    #expect(attempts == limit)
    #expect(error?.attempts == limit)
    #expect(error?.description.contains("\(limit)") == true)
  }

  @Test("the blame counts the attempts made, also for a limit below 1", arguments: [0, -3])
  func limitBelowOne(limit: Int) throws {
    var attempts = 0
    let error = #expect(throws: DiscardLimitReached.self) {
      try TrialRunner.firstAccepted(limit: limit) { _ -> Int? in
        attempts += 1
        return nil
      }
    }
    #expect(error?.attempts == attempts)
  }

  @Test("an attempt's own error passes through")
  func error() {
    #expect(throws: Failure(trial: 2)) {
      try TrialRunner.firstAccepted { number -> Int? in
        if number == 2 { throw Failure(trial: 2) }
        return nil
      }
    }
  }
}
