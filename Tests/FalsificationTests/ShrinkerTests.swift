import Falsification
import Testing

@Suite("Shrinker")
struct ShrinkerTests {
  private let halving = ShrinkPass<Int>("halve") { [$0 / 2] }
  private let decrement = ShrinkPass<Int>("decrement") { [$0 - 1] }

  private let dropping = ShrinkPass<[Int]>("drop") { list in
    list.indices.map { index in
      var shorter = list
      shorter.remove(at: index)
      return shorter
    }
  }
  private let lowering = ShrinkPass<[Int]>("lower") { list in
    list.indices.flatMap { index in
      [0, list[index] / 2, list[index] - 1].filter { $0 >= 0 && $0 != list[index] }.map { value in
        var lower = list
        lower[index] = value
        return lower
      }
    }
  }

  @Test("the least failing integer is found from any start", arguments: [0, 1, 17, 1000], [1, 3, 1001, 123_456])
  func integers(least: Int, distance: Int) {
    let shrinker = Shrinker([halving, decrement]) { [$0] }
    let result = shrinker.minimize(least + distance) { $0 >= least }
    #expect(result.value == least)
    #expect(result.isMinimal)
    #expect(result.steps >= 1)
  }

  @Test("a value that is minimal already is left as it is")
  func minimal() {
    let result = Shrinker([halving, decrement]) { [$0] }.minimize(5) { $0 >= 5 }
    #expect(result.value == 5)
    #expect(result.steps == 0)
    #expect(result.isMinimal)
  }

  @Test("without passes nothing changes")
  func noPasses() {
    let result = Shrinker([ShrinkPass<Int>]()) { [$0] }.minimize(12) { _ in true }
    #expect(result.value == 12)
    #expect(result.isMinimal)
  }

  @Test("of a list, only what makes it fail is left")
  func lists() {
    let shrinker = Shrinker([dropping, lowering]) { [$0.count, $0.reduce(0, +)] }
    let sum = shrinker.minimize([9, 31, 4, 88, 2, 57]) { $0.reduce(0, +) >= 100 }
    #expect(sum.value.reduce(0, +) == 100)
    #expect(sum.value.count == 2)
    #expect(sum.isMinimal)
    let large = shrinker.minimize([9, 31, 4, 88, 2, 57]) { $0.contains { $0 >= 20 } }
    #expect(large.value == [20])
    let pair = shrinker.minimize([9, 31, 4, 88, 2, 57]) { list in
      zip(list, list.dropFirst()).contains { $0 > $1 }
    }
    #expect(pair.value == [1, 0])
  }

  @Test("an earlier entry of the complexity outweighs the later ones")
  func lexicographic() {
    // Fewer elements win although the sum grows.
    let merging = ShrinkPass<[Int]>("merge") { $0.count > 1 ? [[1000 * $0.count]] : [] }
    let shrinker = Shrinker([merging]) { [$0.count, $0.reduce(0, +)] }
    let result = shrinker.minimize([1, 2, 3]) { _ in true }
    #expect(result.value == [3000])
  }

  @Test("passes that undo one another end all the same", .timeLimit(.minutes(10)))
  func cycles() {
    let cycling = [
      ShrinkPass<Int>("up") { [$0 + 1] }, ShrinkPass<Int>("same") { [$0] }, ShrinkPass<Int>("down") { [$0 - 1] },
    ]
    let result = Shrinker(cycling, limit: 10_000) { [abs($0)] }.minimize(40) { _ in true }
    #expect(result.value == 0)
    #expect(result.steps == 40)
    #expect(result.isMinimal)
    let flat = Shrinker(cycling, limit: 10_000) { _ in [1] }.minimize(40) { _ in true }
    #expect(flat.value == 40)
    #expect(flat.isMinimal)
  }

  @Test("the limit counts the candidates tried and clears the flag", arguments: [0, 1, 7, 49])
  func limit(limit: Int) {
    var tried = 0
    let result = Shrinker([decrement], limit: limit) { [$0] }.minimize(50) {
      tried += 1
      return $0 >= 0
    }
    #expect(tried == limit)
    #expect(result.value == 50 - limit)
    #expect(result.steps == limit)
    #expect(!result.isMinimal)
  }

  @Test("candidates that aren't simpler are neither tried nor counted")
  func onlySimpler() {
    let padded = ShrinkPass<Int>("padded") { [$0 + 5, $0, $0 - 1] }
    var tried: [Int] = []
    let result = Shrinker([padded], limit: 10) { [$0] }.minimize(10) {
      tried.append($0)
      return $0 > 0
    }
    #expect(result.value == 1)
    #expect(result.isMinimal)
    #expect(tried == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  }

  @Test("the bold pass goes first, and the passes start over after a step")
  func passOrder() {
    var tried: [Int] = []
    let result = Shrinker([halving, decrement]) { [$0] }.minimize(21) {
      tried.append($0)
      return $0 >= 4
    }
    #expect(tried == [10, 5, 2, 4, 2, 3])
    #expect(result.value == 4)
    #expect(result.steps == 3)
  }

  @Test("what comes out still fails, whatever the condition", arguments: 1...60)
  func stillFails(modulus: Int) {
    let shrinker = Shrinker([halving, decrement], limit: 200) { [$0] }
    let fails = { (value: Int) in value >= 0 && value % modulus == 3 % modulus }
    let start = 3 + 977 * modulus
    let result = shrinker.minimize(start, whileFailing: fails)
    #expect(fails(result.value))
    #expect(result.value <= start)
  }
}
