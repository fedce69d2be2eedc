import LinearAlgebra
import Testing
@testable import VerifiedNumerics

/// The arithmetic on three loops, whose order of summation the attaining data are made for.
enum LoopArithmetic {
  static let tested: Result<VerifiedArithmetic, SelfTestFailure> = {
    do throws(SelfTestFailure) { return .success(try VerifiedArithmetic(testing: LoopKernel())) } catch {
      return .failure(error)
    }
  }()
}

@Suite("V1 to V4, V6: attaining data, and the mutants that they kill") struct AttainingTests {
  @Test func everyBoundCoversItsAttainingData() throws {
    let arithmetic = try LoopArithmetic.tested.get()
    for check in Attaining.checks { #expect(try check.passes(arithmetic), "\(check.name)") }
  }

  /// Every part of an error bound, left out, is missed by the checks that name it.
  @Test(arguments: ErrorTerm.allCases) func noticesADroppedTerm(_ term: ErrorTerm) throws {
    let mutant = VerifiedArithmetic(try LoopArithmetic.tested.get(), dropping: term)
    let failed = try Attaining.checks.filter { !(try $0.passes(mutant)) }.map(\.name)
    let expected = Attaining.checks.filter { $0.notices.contains(term) }.map(\.name)
    #expect(!expected.isEmpty && Set(expected).isSubset(of: failed), "\(term.rawValue): only \(failed) fail")
  }

  /// Wider bounds than needed would pass every check.
  @Test func theRadiusOfAProductIsNearlyAttained() throws {
    let arithmetic = try LoopArithmetic.tested.get()
    let product = try arithmetic.product(
      Attaining.row(Attaining.vector(0x1p-53)), Attaining.column(Array(repeating: 1, count: Attaining.length)))
    let ratio = Attaining.lost * 0x1p-53 / (product.radius?[0] ?? .infinity)
    #expect(ratio <= 1 && ratio > 0.9)
  }

  /// A sum of blocks is as deep as the longest way from a product to it.
  @Test func theDepthIsThatOfTheBlocks() {
    for inner in [1, 2, 7, 8, 9, 31, 64, 128, 129, 300, 512, 513, 1000, 5000] {
      let block = Rounding.blockLength(inner)
      #expect(Rounding.depth(inner) == block + (inner + block - 1) / block - 1)
      #expect(192.isMultiple(of: block) || inner < block || inner <= 8)
    }
  }
}
