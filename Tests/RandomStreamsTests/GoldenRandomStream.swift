// Written by Golden/make_golden.py with NumPy 2.4.6 and mpmath 1.3.0: change that, not this.

enum GoldenRandomStream {
  struct Stream: Sendable {
    var domain: String
    var seed, index, attempt: UInt64
    var words, uniforms, normals: [UInt64]
  }

  /// NumPy's words of streams and what they are as uniform (exact) and normal numbers (mpmath, rounded).
  static let streams: [Stream] = [
    Stream(
      domain: "", seed: 0, index: 0, attempt: 0,
      words: [
        0x3de0400211027eae, 0xa8fd7e85179bbd97, 0xa6dacb5d9c1686d0, 0xb1c43e03c27c2601,
        0x1564dce548aa5f5c, 0x7a651c1926d40bfa,
      ],
      uniforms: [
        0x3fcef0200108813c, 0x3fe51fafd0a2f377, 0x3fe4db596bb382d1, 0x3fe63887c0784f85,
        0x3fb564dce548aa58, 0x3fde99470649b502,
      ],
      normals: [
        0xbfe66d3d450e13b0, 0x3fda6b12c2b0a029, 0x3fd8f7b93fdef03d, 0x3fe04482e1e33760,
        0xbff61a6b7cfc8c41, 0xbfac1d167da187ef,
      ]
    ),
    Stream(
      domain: "a", seed: 0, index: 0, attempt: 0,
      words: [
        0x80a485d5fa45c7d6, 0xf0453fb7e18ad84d, 0xdbe3734b7614faf8, 0xbfca384988f39061,
        0x05585e2738de3576, 0x9ea754bfd649ef65,
      ],
      uniforms: [
        0x3fe01490babf48b9, 0x3fee08a7f6fc315b, 0x3feb7c6e696ec29f, 0x3fe7f94709311e73,
        0x3f9561789ce378e0, 0x3fe3d4ea97fac93d,
      ],
      normals: [
        0x3f79c667478c3126, 0x3ff8af2f29545724, 0x3ff135850263f937, 0x3fe58048977e45a1,
        0xc000498bd28d9417, 0x3fd381d7f8207faf,
      ]
    ),
    Stream(
      domain: "linear/bottleneck", seed: 20250721, index: 3, attempt: 1,
      words: [
        0x2b5b7fa03876cae7, 0x50b18d6037329678, 0x67c438414af4fa75, 0x404e40a7b2f4802f,
        0xffbe941a9dc6f503, 0x675e1cbbacd77c43,
      ],
      uniforms: [
        0x3fc5adbfd01c3b64, 0x3fd42c63580dcca6, 0x3fd9f10e1052bd3e, 0x3fd0139029ecbd22,
        0x3feff7d28353b8df, 0x3fd9d7872eeb35de,
      ],
      normals: [
        0xbfee9d1b25b67153, 0xbfdecaf6c97f9b9b, 0xbfcea9b8afec4a9a, 0xbfe576ad788f66b1,
        0x4008b9dc0d82844c, 0xbfcf2d7baf63d473,
      ]
    ),
    Stream(
      domain: "κ ≤ 1", seed: 18446744073709551615, index: 18446744073709551614, attempt: 18446744073709551613,
      words: [
        0xb36df1eb6419bc24, 0xf36a54fc549b50c3, 0x8c82002b7704687e, 0xc2a8a5cd0bdcbfe8,
        0xdef0fc63d843653e, 0x486f2aa235c3dd73,
      ],
      uniforms: [
        0x3fe66dbe3d6c8337, 0x3fee6d4a9f8a936b, 0x3fe19040056ee08d, 0x3fe85514b9a17b97,
        0x3febde1f8c7b086d, 0x3fd21bcaa88d70f6,
      ],
      normals: [
        0x3fe0dd05dcd1466c, 0x3ffa72f4f46eb1c3, 0x3fbf6e654a61c03c, 0x3fe6a433fb4e2ae2,
        0x3ff2167a7b0cc6c7, 0xbfe25f1e846e74f6,
      ]
    ),
  ]

  /// Bounds; eight integers between them and, to see how many words they took, the next word modulo 1000, of the
  /// stream "integers", seed 11, index 5.
  static let integers: [([Int], [Int])] = [
    (
      [0, 0],
      [
        0, 0, 0, 0,
        0, 0, 0, 0, 731,
      ]
    ),
    (
      [1, 6],
      [
        5, 2, 5, 2,
        3, 2, 6, 2, 731,
      ]
    ),
    (
      [-3, 4],
      [
        2, -1, 2, -2,
        -1, -2, 4, -2, 731,
      ]
    ),
    (
      [0, 6917529027641081855],
      [
        4817813421219257340, 2212035862288338126, 4651949316242193997, 1625102445281316960,
        2347100174021352122, 1415086085739256330, 6191293298211863049, 1442529902578089545, 731,
      ]
    ),
    (
      [0, 4611686018427387903],
      [
        3211875614146171560, 1474690574858892084, 3101299544161462665, 1083401630187544640,
        1564733449347568081, 943390723826170887, 4127528865474575366, 961686601718726363, 731,
      ]
    ),
    (
      [-4611686018427387904, 4611686018427387903],
      [
        1812065209864955216, -1662304868709603735, 1590913069895537426, -2444882758052298623,
        -1482219119732251741, -2724904570775046130, 3643371712521762828, -2688312814989935177, 731,
      ]
    ),
    (
      [Int.min, 4611686018427387903],
      [
        412254805583738872, -4799300312278099555, -5973167146292141887, -4529171688812071564,
        -6393199865376263147, 3159214559568950290, -6338312231698596717, -3636868754440454760, 28,
      ]
    ),
    (
      [Int.min, 9223372036854775807],
      [
        3624130419729910433, -3324609737419207470, 3181826139791074852, -4889765516104597246,
        -2964438239464503482, -5449809141550092259, 7286743425043525657, -5376625629979870353, 731,
      ]
    ),
    (
      [Int.min, 9223372036854775806],
      [
        3624130419729910432, -3324609737419207471, 3181826139791074851, -4889765516104597247,
        -2964438239464503483, -5449809141550092260, 7286743425043525656, -5376625629979870354, 731,
      ]
    ),
    (
      [9223372036854775807, 9223372036854775807],
      [
        9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807,
        9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807, 731,
      ]
    ),
    (
      [Int.min, -9223372036854775808],
      [
        Int.min, Int.min, Int.min, Int.min,
        Int.min, Int.min, Int.min, Int.min, 731,
      ]
    ),
    (
      [-1, 4611686018427387904],
      [
        3211875614146171560, 3101299544161462665, 1083401630187544639, 943390723826170886,
        1862167760804773682, 4427217739961816257, 1552065755332195179, 2554531658415623314, 216,
      ]
    ),
  ]

  /// Count, population and sample of the stream "samples", seed 12, index 6.
  static let samples: [(Int, Int, [Int])] = [
    (0, 0, []),
    (0, 5, []),
    (1, 1, [0]),
    (5, 5, [4, 3, 0, 2, 1]),
    (3, 10, [9, 7, 0]),
    (12, 40, [37, 27, 0, 36, 12, 19, 4, 18, 17, 25, 3, 8]),
    (10, 10, [9, 7, 0, 2, 5, 1, 6, 8, 4, 3]),
  ]
}
