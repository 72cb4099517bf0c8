/// Numbers between -1 and 1 that look random and are always the same.
func noise(_ count: Int, _ state: inout UInt64) -> [Float] {
    (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int32(truncatingIfNeeded: state >> 32)) / 0x1p31
    }
}
