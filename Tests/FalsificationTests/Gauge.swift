import Foundation
import Synchronization

/// How many bodies have been entered and left, and how many were inside at a time at most.
final class Gauge: Sendable {
  private struct Counts {
    var entered = 0
    var left = 0
    var most = 0
  }

  private let counts = Mutex(Counts())

  var entered: Int { counts.withLock { $0.entered } }
  var left: Int { counts.withLock { $0.left } }
  var most: Int { counts.withLock { $0.most } }

  func enter() {
    counts.withLock {
      $0.entered += 1
      $0.most = max($0.most, $0.entered - $0.left)
    }
  }

  func leave() { counts.withLock { $0.left += 1 } }

  /// Holds a body until as many others have left; a second at most, where one processor runs nothing beside it.
  func wait(untilLeft others: Int) {
    let deadline = ContinuousClock.now + .seconds(1)
    while left < others, ContinuousClock.now < deadline { Thread.sleep(forTimeInterval: 0.0002) }
  }
}
