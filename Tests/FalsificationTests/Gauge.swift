import Synchronization

/// How many bodies have been entered, and how many were inside at a time at most.
final class Gauge: Sendable {
  private struct Counts {
    var entered = 0
    var inside = 0
    var most = 0
  }

  private let counts = Mutex(Counts())

  var entered: Int { counts.withLock { $0.entered } }
  var most: Int { counts.withLock { $0.most } }

  func enter() {
    counts.withLock {
      $0.entered += 1
      $0.inside += 1
      $0.most = max($0.most, $0.inside)
    }
  }

  func leave() { counts.withLock { $0.inside -= 1 } }
}
