/// The Gauss error function.
///
/// erf(x) ≈ x · P(x²) / Q(x²) with polynomials of degree 5, beyond ±3.92 the value there. Fitted by
/// reweighted least squares at 8,000 Chebyshev points; the largest error is 1.6·10⁻⁸ before and
/// 3.6·10⁻⁷ after rounding to fp32, where the coefficients and every step are rounded.
enum ErrorFunction {
    private static let bound: Float = 3.92

    @inline(__always)
    static func value(_ x: Kernel.Lanes) -> Kernel.Lanes {
        let x = pointwiseMin(
            pointwiseMax(x, Kernel.Lanes(repeating: -bound)), Kernel.Lanes(repeating: bound))
        let t = x * x
        var p = t * 2.034_727_452_1e-06 + 0.000_287_480_536
        p = p * t + 0.003_868_375_21
        p = p * t + 0.053_060_628_5
        p = p * t + 0.192_765_161
        p = p * t + 1.128_378_99
        var q = t * 3.807_062_24e-05 + 0.001_188_126_86
        q = q * t + 0.015_172_392_1
        q = q * t + 0.115_085_080
        q = q * t + 0.504_165_351
        q = q * t + 1
        return x * p / q
    }
}
