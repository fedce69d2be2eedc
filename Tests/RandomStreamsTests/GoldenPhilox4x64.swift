// Written by Golden/make_golden.py with NumPy 2.4.6 and mpmath 1.3.0: change that, not this.

enum GoldenPhilox4x64 {
  /// NumPy's blocks: counter, key and output in turn.
  static let blocks: [[UInt64]] = [
    [0x257b49a02e18730e, 0xbdbd9898c5f280b8, 0x1e28183f2c3cecc2, 0x8d21f0436d5aba50],
    [0x7112cc250885025b, 0xd344d733de49e65c],
    [0x0986bbc61f6c2013, 0x3725ea68e13c280a, 0x7c88cfe5558dd0bc, 0x4e4978df8966709e],
    [0x3f0eab1c07071d83, 0x309abd28eab75569, 0x4ab7e0e2be0bb0ec, 0x4d4956b3d53134db],
    [0x8de5f696f057195e, 0xb3aeed1d12f0ce1b],
    [0x82fddf1caefb89f2, 0xf549e2224ac5d1fc, 0x94f0746013479529, 0x5cfd84511dc8bfef],
    [0xad86883f05baf8e2, 0xb5384249d2bf5736, 0x86e563ed984fc487, 0xe98a5586b6c9dc79],
    [0xb7992a64c8f36fe9, 0xfb7f2c0003d706ff],
    [0xc602b49f335a9d2f, 0x48a0ebca15f7a592, 0x1223d3d51f5088b5, 0x80ee9846b938be85],
    [0xe7e08cd5d5add66c, 0x23e19fd188d2cd15, 0xca695274033be304, 0xefc1e2a83bb8aaf2],
    [0xb4a9ea5728da6250, 0xe4a70fe98b0f0bc2],
    [0xa6a38de0cb049d08, 0x20b28691ac3eeac9, 0x765600d4802f5e69, 0xbb49d5752e842cc9],
    [0x272d8738b1c414e7, 0xcd03052d78a7b201, 0xcb471852ecfcab6e, 0xc32631cd10b02c23],
    [0xad17d82acc973e7c, 0xb6d1e5e1c6b6d81c],
    [0xf0be0cdb2ed05def, 0xff9e15acf0b141d0, 0xc4ab5b8e81b8b371, 0x40e3f0495d6f06d8],
    [0x5ae411e471aa18b3, 0x546fe38ec951cdce, 0x24d586d74a0a64d5, 0x8099c6688cc6b4f1],
    [0xfd76e84f63980edf, 0x1f5681d1d80c7689],
    [0xa305f709711eb745, 0xb2db7006a4993fec, 0x866305b3961c0cee, 0x7c9b7f3828343974],
    [0x8c1b255d74d732dc, 0x9982f6b08c3608da, 0xa93789959e2ec15b, 0x48ef4038fb6dab56],
    [0xa808a0d193ba6ff8, 0x24620562c2616430],
    [0x8cf79c8fe91050fe, 0x5d35719a8ea07032, 0xab8283ef36a23104, 0x652466b186ff1ea8],
    [0xdc6c054f6192a501, 0xd3a8e51f1a94aa0e, 0x22f2be3f19a2387a, 0x72594347625ba004],
    [0x44841c000885a08e, 0xf871b804827bcfa0],
    [0x0c259633e68ebfc9, 0x18cae49a7b4ebe1f, 0x6e581cc4a0522ef0, 0x5d3b5ca0cf5cdc6a],
    [0xc6ed7b52b682f475, 0xed3e19b812799b54, 0xd65ae12320a34da0, 0x3d2cac323109dd60],
    [0xc1986d7c1580bc85, 0x57f39267df62b453],
    [0x629bd5b58a0ff5ef, 0xcbc4cf7b252cb6da, 0x044695d32d0207cf, 0xb343d279ff11e169],
    [0x9467977a6d70ace9, 0x2d13ffa6a0cdf8e5, 0x05b0f8dd9f76f475, 0x511913d7e8f8459e],
    [0xf81156ec75b2ad10, 0xe8173bc3ab09aaf8],
    [0xb64bc12ea9a1db01, 0x2d9896f91a922c31, 0x309650aaca6df8af, 0x2a6401227f1e094e],
    [0xf8024f826b84f189, 0x95738c51644ba38a, 0xc1947d654ed92209, 0x2702e6a45c38bc7e],
    [0x2494f4afdd96b0b5, 0x5fc82e7463174bf0],
    [0xf6a0fd1f7098b34d, 0xf928da1549298106, 0x803453a5922dfa1d, 0x20e6a49baed98734],
    [0xdf889fb700ac06bd, 0xc0f65fad7d5b15db, 0xce51e25f3ccfa011, 0x81836fcaf7527fa9],
    [0x9a260d473978b0ad, 0x303efd43647e095c],
    [0xb32f3ed4154a549b, 0xf10a8f76c747c053, 0xb05ec44304e9b4cd, 0x1d0ea09ba7a9a0fe],
  ]

  /// NumPy's eight words from a counter whose second block carries: counter and output in turn, key (1, 2).
  static let carries: [[UInt64]] = [
    [0xffffffffffffffff, 0x0000000000000007, 0x0000000000000008, 0x0000000000000009],
    [
      0xb6b91777c9d31f08, 0xc3d0de87d475d499, 0x35b9dd1ba852a666, 0x9519f7c8c3273be1, 0x418b554a6f3e0410,
      0x4dc475ce7973cf39, 0x7fdbc610bef0440f, 0xdbaba568a4e363dd,
    ],
    [0xffffffffffffffff, 0xffffffffffffffff, 0x0000000000000008, 0x0000000000000009],
    [
      0x59bda70fe1eb5250, 0x7ddb28ea546fdfc1, 0xaef6bffb735ec7ed, 0x39866944534f467a, 0x9fad6990f812610a,
      0xd5fadc420ecd3019, 0xb1c65265248cc040, 0x5c61bd1843259590,
    ],
    [0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0x0000000000000009],
    [
      0xc7401399df705432, 0x80768f1d7e43eb7a, 0xbc1d8662f60d5642, 0x5f04f733973e543a, 0x0e0998cc99fb87d3,
      0x7df270d24234991b, 0x1559230234da6da7, 0xc9134dd6305beaff,
    ],
    [0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff],
    [
      0x973b0a2abfdb08de, 0x2fc8183d1c150852, 0x88f44b485084f43b, 0x336c04f5ed86b05f, 0x46fdf329c224985e,
      0x49ebd8a28e9ec134, 0x528e3ef07e630d40, 0x69a57877b5c520c8,
    ],
  ]
}
