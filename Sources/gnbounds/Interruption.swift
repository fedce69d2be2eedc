import Dispatch
import Foundation
import Synchronization

/// SIGINT and SIGTERM end a run cleanly: with what is done so far. A second signal ends the process at once.
enum Interruption {
  private final class Received: Sendable {
    private let number = Mutex<Int32?>(nil)

    var signal: Int32? { number.withLock { $0 } }

    func note(_ signal: Int32) { number.withLock { $0 = $0 ?? signal } }
  }

  /// Runs `body` in a task that a signal cancels.
  ///
  /// - Returns: what it returns, and the signal if one came.
  static func cancelling<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> (value: Value, signal: Int32?) {
    let received = Received()
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        received.note(number)
        for each in [SIGINT, SIGTERM] { signal(each, SIG_DFL) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for each in [SIGINT, SIGTERM] { signal(each, SIG_DFL) }
    }
    let value = try await task.value
    return (value, received.signal)
  }
}
