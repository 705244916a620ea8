import Foundation
import Media

/// PDQ as its description has it, step by step over the whole picture, for comparison.
enum PDQOracle {
  static func hash(_ pixels: Pixels) -> (hash: PDQHash, quality: Int) {
    var picture = (0..<pixels.width * pixels.height).map { index -> Float in
      let (r, g, b) = (
        pixels.bytes[3 * index], pixels.bytes[3 * index + 1], pixels.bytes[3 * index + 2]
      )
      return 0.299 * Float(r) + 0.587 * Float(g) + 0.114 * Float(b)
    }
    let (w, h) = (pixels.width, pixels.height)
    if w != 64 || h != 64 {
      for _ in 0..<2 {
        for y in 0..<h { blur(&picture, start: y * w, step: 1, count: w) }
        for x in 0..<w { blur(&picture, start: x, step: w, count: h) }
      }
    }
    let samples = (0..<4096).map { index -> Float in
      let y = Int((Double(index / 64) + 0.5) * Double(h) / 64)
      return picture[y * w + Int((Double(index % 64) + 0.5) * Double(w) / 64)]
    }
    return (bits(of: transform(samples)), quality(of: samples))
  }

  /// A running mean: what enters is added before what leaves is subtracted.
  private static func blur(_ picture: inout [Float], start: Int, step: Int, count: Int) {
    let window = (count + 127) / 128
    let ahead = (window + 2) / 2 - 1
    let line = (0..<count).map { picture[start + $0 * step] }
    var sum: Float = 0
    var inside = 0
    for time in 0..<(count + ahead) {
      if time < count {
        sum += line[time]
        inside += 1
      }
      if time >= window {
        sum -= line[time - window]
        inside -= 1
      }
      if time >= ahead { picture[start + (time - ahead) * step] = sum / Float(inside) }
    }
  }

  private static func transform(_ samples: [Float]) -> [Float] {
    let scale = Float((2.0 / 64.0).squareRoot())
    let cosines = (0..<16).map { i in
      (0..<64).map { j -> Float in
        let angle: Double = (Double.pi / 2 / 64) * Double(i + 1) * Double(2 * j + 1)
        return Float(Double(scale) * cos(angle))
      }
    }
    var half = [[Float]](repeating: [Float](repeating: 0, count: 64), count: 16)
    for i in 0..<16 {
      for j in 0..<64 {
        for k in 0..<64 { half[i][j] += cosines[i][k] * samples[k * 64 + j] }
      }
    }
    var values: [Float] = []
    for i in 0..<16 {
      for j in 0..<16 {
        var sum: Float = 0
        for k in 0..<64 { sum += half[i][k] * cosines[j][k] }
        values.append(sum)
      }
    }
    return values
  }

  private static func bits(of values: [Float]) -> PDQHash {
    let median = values.sorted()[127]
    let text = values.reversed().map { $0 > median ? "1" : "0" }.joined()
    var words: [UInt64] = []
    var rest = Substring(text)
    for _ in 0..<4 {
      words.append(UInt64(rest.prefix(64), radix: 2)!)
      rest = rest.dropFirst(64)
    }
    return PDQHash(words[0], words[1], words[2], words[3])
  }

  private static func quality(of samples: [Float]) -> Int {
    var sum = 0
    for y in 0..<64 {
      for x in 0..<64 {
        if y < 63 { sum += abs(Int((samples[y * 64 + x] - samples[(y + 1) * 64 + x]) * 100 / 255)) }
        if x < 63 { sum += abs(Int((samples[y * 64 + x] - samples[y * 64 + x + 1]) * 100 / 255)) }
      }
    }
    return min(100, sum / 90)
  }
}
