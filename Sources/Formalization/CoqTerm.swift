/// A piece of Coq with how tightly its outermost operation binds.
struct CoqTerm: Hashable, Sendable {
  enum Level: Int, Comparable, Sendable {
    case sum, product, application, atom
    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  let string: String
  let level: Level

  init(_ string: String, _ level: Level) {
    self.string = string
    self.level = level
  }

  static func atom(_ string: String) -> CoqTerm { CoqTerm(string, .atom) }

  func parenthesized(below level: Level) -> String { self.level < level ? "(\(string))" : string }

  /// As the argument of a function.
  var argument: String { parenthesized(below: .atom) }
  /// As a factor of a product.
  var factor: String { parenthesized(below: .application) }

  static func apply(_ function: String, _ arguments: CoqTerm...) -> CoqTerm {
    CoqTerm(([function] + arguments.map(\.argument)).joined(separator: " "), .application)
  }

  static func infix(_ a: CoqTerm, _ sign: String, _ b: CoqTerm, _ level: Level) -> CoqTerm {
    let next = level == .sum ? Level.product : .application
    return CoqTerm("\(a.parenthesized(below: next)) \(sign) \(b.parenthesized(below: next))", level)
  }

  /// `\sum_(l : layers N | P) body` and its like.
  static func large(_ sign: String, _ binder: String, _ body: CoqTerm) -> CoqTerm {
    // The body of \sum reaches over products, that of other signs doesn't.
    let level = sign == "\\sum" ? Level.product : .application
    return CoqTerm("\(sign)_(\(binder)) \(body.parenthesized(below: level))", .sum)
  }
}
