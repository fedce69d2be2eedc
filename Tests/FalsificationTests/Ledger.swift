import Synchronization

/// Numbers written down by bodies that run at the same time.
final class Ledger: Sendable {
  private let written = Mutex<[Int]>([])

  var numbers: [Int] { written.withLock { $0 } }

  func add(_ number: Int) { written.withLock { $0.append(number) } }
}
