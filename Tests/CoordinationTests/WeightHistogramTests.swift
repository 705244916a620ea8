import Coordination
import Testing

@Suite("The weights of edges")
struct WeightHistogramTests {
  // Values from R: quantile(c(1, 1, 1, 2, 5, 9), probs).
  @Test(
    "have R's default quantiles",
    arguments: [(0.0, 1.0), (0.25, 1.0), (0.5, 1.5), (0.75, 4.25), (0.9, 7.0), (1.0, 9.0)])
  func quantiles(probability: Double, expected: Double) throws {
    var histogram = WeightHistogram()
    for weight in [9, 1, 5, 1, 2, 1] { histogram.add(weight: weight) }
    let found = try #require(histogram.quantile(probability))
    #expect(abs(found - expected) < 1e-12)
    #expect(histogram.edgeCount == 6 && histogram.coactionCount == 19)
  }

  @Test("have no quantile when there are none")
  func empty() {
    #expect(WeightHistogram().quantile(0.5) == nil)
  }

  @Test("add up")
  func addUp() {
    var (one, other) = (WeightHistogram(), WeightHistogram())
    one.add(weight: 3)
    other.add(weight: 3, edges: 2)
    other.add(weight: 7)
    one.add(other)
    #expect(one.edgeCount == 4 && one.coactionCount == 16 && one.quantile(1) == 7)
  }
}
