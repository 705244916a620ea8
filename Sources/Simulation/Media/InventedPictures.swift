import Media
import SocialModel

/// The picture files of a simulated stream, fixed by its seed: variants of the motifs that a campaign
/// pushes, what ordinary people post, and an empty one that mourners post.
public struct InventedPictures: Sendable {
  /// A file.
  public struct File: Sendable {
    /// Its name, relative to the posts.
    public var path: String
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// How many motifs the campaign has.
  public static let motifCount = 3
  /// How many variants there are of each.
  public static let variantCount = 8
  /// How many pictures ordinary people post.
  public static let ordinaryCount = 36
  /// The folder, relative to the posts.
  static let folder = "media"

  /// The name of a motif's variant; the first is the original.
  static func motif(_ motif: Int, variant: Int) -> String {
    let isPNG = variant == 0 || variant == 5
    return name(motif * variantCount + variant, isPNG ? "png" : "jpg")
  }

  /// The name of an ordinary picture.
  static func ordinary(_ number: Int) -> String {
    name(motifCount * variantCount + number, "jpg")
  }

  /// The name of the picture that is black all over.
  static let black = name(motifCount * variantCount + ordinaryCount, "png")

  private static func name(_ number: Int, _ ending: String) -> String {
    let digits = String(number + 1)
    return folder + "/" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + "."
      + ending
  }

  /// The files in the order of their names.
  public let files: [File]

  /// The files of a seed, some 300 kB.
  public init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 105)
    var files: [File] = []
    for (motif, scene) in Self.motifs(&generator).enumerated() {
      for variant in 0..<Self.variantCount {
        files.append(
          File(
            path: Self.motif(motif, variant: variant), bytes: Self.variant(variant, of: scene)))
      }
    }
    for number in 0..<Self.ordinaryCount {
      let pixels = InventedScene.ordinary(&generator).pixels(width: 160, height: 120)
      files.append(
        File(
          path: Self.ordinary(number),
          bytes: PictureFile.jpeg(pixels, width: 160, height: 120, quality: 80)))
    }
    let black = [UInt8](repeating: 0, count: 3 * 64 * 64)
    files.append(
      File(path: Self.black, bytes: PictureFile.png(black, width: 64, height: 64)))
    self.files = files
  }

  /// A lantern over a quay, lanterns in a row, lanterns beside a tower; each seed shifts them.
  private static func motifs(_ generator: inout SeededGenerator) -> [InventedScene] {
    let shift = generator.below(60) - 30
    var quay = InventedScene()
    quay.shapes.append((.box(x: 0, y: 700, width: 1000, height: 300), (50, 60, 90)))
    quay.shapes.append((.band(from: 760, to: 700, thickness: 25), (190, 200, 230)))
    quay.shapes.append((.box(x: 700, y: 330, width: 210, height: 400), (120, 50, 40)))
    quay.addLantern(x: 350 + shift, y: 380, size: 420)
    var row = InventedScene(above: (200, 120, 80), below: (60, 30, 80))
    row.shapes.append((.ellipse(x: 820, y: 180, across: 110, down: 130), (250, 240, 200)))
    for index in 0..<3 {
      row.addLantern(x: 180 + index * 290 + shift, y: 420 + index * 90, size: 210)
    }
    row.shapes.append((.box(x: 0, y: 880, width: 1000, height: 120), (20, 20, 25)))
    var tower = InventedScene(above: (130, 160, 190), below: (220, 220, 210))
    tower.shapes.append((.box(x: 80, y: 150, width: 220, height: 850), (70, 70, 80)))
    tower.shapes.append((.box(x: 130, y: 260, width: 120, height: 130), (230, 220, 160)))
    tower.shapes.append((.ellipse(x: 620, y: 900, across: 420, down: 190), (60, 110, 60)))
    tower.addLantern(x: 560 + shift, y: 330, size: 240)
    tower.addLantern(x: 840 + shift, y: 520, size: 300)
    return [quay, row, tower]
  }

  /// The original, three recompressions, two brightnesses, a crop, and a small copy.
  private static func variant(_ number: Int, of scene: InventedScene) -> [UInt8] {
    let cropped = number == 6 ? 8 : 0
    let brightness = [4: 115, 5: 75][number, default: 100]
    let (width, height) = number == 7 ? (140, 105) : (200, 150)
    let pixels = scene.pixels(
      width: width, height: height, cropped: cropped, brightness: brightness, samples: 2)
    if number == 0 || number == 5 {
      return PictureFile.png(pixels, width: width, height: height)
    }
    let quality = [1: 85, 2: 45, 3: 20][number, default: 75]
    return PictureFile.jpeg(pixels, width: width, height: height, quality: quality)
  }
}
