import Synchronization

/// Cancels a task from inside its own work, as soon as it's told which.
final class Canceller: Sendable {
  private let action = Mutex<(@Sendable () -> Void)?>(nil)

  func aim<Success, Failure>(at task: Task<Success, Failure>) { action.withLock { $0 = { task.cancel() } } }

  func cancel() {
    action.withLock { action in
      action?()
      action = nil
    }
  }
}
